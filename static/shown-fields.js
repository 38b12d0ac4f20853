/** What of a background is shown to a company: the fields, and what each says in words. Pure. */

/** In the order in which a company reads them: what decides in which language one talks comes first. */
export const FIELDS = [
  "japanese",
  "languages",
  "wishes",
  "position",
  "leaves_on",
  "access_needs",
  "cv",
  "email",
];

/**
 * The own background and CV in the form in which companies get them: by field, null for what is not there. The mail
 * address is true: the page need not know it.
 * @param {Record<string, any>|undefined} told the own background
 * @param {Record<string, any>|undefined} cv
 * @returns {Record<string, any>}
 */
export function shownOf(told, cv) {
  if (!told) return { cv, email: true };
  const { japanese_test: test, japanese_level: level, has_certificate: certificate } = told;
  return {
    japanese: test && level ? { test, level, certificate } : null,
    languages: told.languages.length ? told.languages : null,
    wishes: told.wishes || null,
    position: { position: told.position, contract_year: told.contract_year },
    leaves_on: told.leaves_on,
    access_needs: told.access_needs || null,
    cv,
    email: true,
  };
}

/** The fields of which something is said, in their order. */
export const fieldsOf = (shown) => FIELDS.filter((field) => shown[field] != null);

/** Several things in one line. */
export const listed = (texts, lang) =>
  new Intl.ListFormat(lang, { type: "conjunction", style: "narrow" }).format(texts);

/**
 * What a field says, in words.
 * @param {string} field
 * @param {any} value of it
 * @param {{lang: string, t: Function, times: {date: (iso: string) => string}}} words
 */
export function wordsOf(field, value, { lang, t, times }) {
  const list = (texts) => listed(texts, lang);
  if (field === "japanese") {
    const result = `${value.test} ${value.level}`;
    return value.certificate ? list([result, t("shown.certificate")]) : result;
  }
  if (field === "languages") return list(value.map((code) => t(`language.${code}`)));
  if (field === "position")
    return list([t(`position.${value.position}`), t("background.year.n", { year: value.contract_year })]);
  if (value === true) return "";
  if (field === "cv") return t("shown.pages", { count: value.pages });
  return field === "leaves_on" ? times.date(value) : value;
}
