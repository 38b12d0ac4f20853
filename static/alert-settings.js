/** How this browser tells me of something: with a sound, with notifications, and when not. */
import { browserStorage } from "./storage.js";

const USUAL = { sound: true, notifications: false, quiet: false, from: "22:00", to: "08:00" };

/** @returns {typeof USUAL} */
export const alertSettings = () => ({ ...USUAL, ...browserStorage.get("alerts") });

/** @param {Partial<typeof USUAL>} changed */
export const saveAlertSettings = (changed) =>
  browserStorage.put("alerts", { ...alertSettings(), ...changed });

/**
 * Whether it is quiet at a time of my own clock, "HH:MM". From 22:00 to 08:00 goes over midnight; equal ends: never.
 * @param {{quiet: boolean, from: string, to: string}} settings
 */
export function isQuiet({ quiet, from, to }, clock) {
  if (!quiet || from === to) return false;
  return from < to ? from <= clock && clock < to : clock >= from || clock < to;
}
