/** How a talk stands for one of its people: asked, too early, open, over. And what is left of its time. Pure. */

const DOOR_OPENS_BEFORE_MS = 5 * 60_000;
const KEPT_MS = 2 * 60_000;
const GOODBYE_MS = 30_000;
const WARN_MINUTES = [5, 2];
const MINUTE_MS = 60_000;

/** @typedef {{id: number, name: string, furigana: string, role: string, accepted: boolean, where: string,
 *   left_at: string|null, quality: string|null, muted: boolean, help_at: string|null}} TalkPerson */

/**
 * `none`: not mine; `asked`: I am to answer; `asking`: I wait for the other's answer; `early`, `open`, `over`.
 * @typedef {"none"|"asked"|"asking"|"early"|"open"|"over"} Standing
 * @returns {Standing}
 */
export function standingOf(talk, me, now) {
  const mine = talk?.people.find((person) => person.id === me);
  if (!mine) return "none";
  if (talk.state === "ended") return "over";
  if (talk.state === "asked") {
    if (Number(now) >= Date.parse(talk.asked_until)) return "over";
    return mine.accepted ? "asking" : "asked";
  }
  return Number(now) < Date.parse(talk.starts_at) - DOOR_OPENS_BEFORE_MS ? "early" : "open";
}

/** The people of a talk but me. */
export const othersIn = (talk, me) => talk.people.filter((person) => person.id !== me);

/** Whole seconds until an instant, 0 when it has passed. */
export const secondsUntil = (at, now) => Math.max(0, Math.ceil((Date.parse(at) - Number(now)) / 1000));

/** 125 → {minutes: "2", seconds: "05"} */
export const clockOf = (seconds) => ({
  minutes: String(Math.floor(seconds / 60)),
  seconds: String(seconds % 60).padStart(2, "0"),
});

/**
 * What is left of a talk's time. `warn`: 5 or 2 once so many minutes or fewer are left, else null; `goodbye`: seconds
 * until the room closes, once the time is up, else null; `part`: from 1 at the start to 0 at the end.
 */
export function timeLeft(talk, now) {
  const ends = Date.parse(talk.ends_at);
  const seconds = secondsUntil(talk.ends_at, now);
  const over = Number(now) >= ends;
  const warn = WARN_MINUTES.filter((minutes) => seconds <= minutes * 60).at(-1) ?? null;
  return {
    seconds,
    warn: over ? null : warn,
    goodbye: over ? Math.max(0, Math.ceil((ends + GOODBYE_MS - Number(now)) / 1000)) : null,
    part: Math.min(1, (seconds * 1000) / Math.max(MINUTE_MS, ends - Date.parse(talk.starts_at))),
  };
}

/** For how many seconds yet the room is kept for somebody whose connection was lost. */
export const keptFor = (person, now) =>
  secondsUntil(new Date(Date.parse(person.left_at) + KEPT_MS).toISOString(), now);

/** On which line of each kind who has seat `own` receives who has seat `other`; media/participant.py says the same. */
export const lineOf = (other, own) => (other < own ? other : other - 1);

/**
 * Which picture of mine the others want: none when nobody receives one, so that nothing is encoded for nobody; a small
 * one when somebody, or I, use little data.
 * @param {any} talk
 * @param {Record<string, {device: string|null, receives: string}>} seats by person
 * @param {number} me
 * @returns {"full"|"small"|"none"}
 */
export function pictureFor(talk, seats, me) {
  const receiving = othersIn(talk, me)
    .filter((person) => person.where === "inside" && seats[person.id]?.device)
    .map((person) => seats[person.id].receives);
  if (receiving.every((receives) => receives === "sound")) return "none";
  return receiving.includes("small") || seats[me]?.receives === "small" ? "small" : "full";
}
