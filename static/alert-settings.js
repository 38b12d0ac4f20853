/** How this browser tells me of something: with a sound, with notifications, and when not. */
const KEY = "fair.alerts";
const USUAL = { sound: true, notifications: false, quiet: false, from: "22:00", to: "08:00" };

/** @returns {typeof USUAL} */
export function alertSettings() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return USUAL;
  }
}

/** @param {Partial<typeof USUAL>} changed */
export function saveAlertSettings(changed) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...alertSettings(), ...changed }));
  } catch {
    /* a private window without storage: the usual holds */
  }
}

/**
 * Whether it is quiet at a time of my own clock, "HH:MM". From 22:00 to 08:00 goes over midnight; equal ends: never.
 * @param {{quiet: boolean, from: string, to: string}} settings
 */
export function isQuiet({ quiet, from, to }, clock) {
  if (!quiet || from === to) return false;
  return from < to ? from <= clock && clock < to : clock >= from || clock < to;
}
