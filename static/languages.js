/** The languages people are asked about, and the levels of the JLPT, the highest first. */
export const LANGUAGES = ["ja", "en", "zh", "ko", "fr", "es", "de", "pt", "vi"];
export const LEVELS = ["N1", "N2", "N3", "N4", "N5"];
