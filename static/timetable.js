/** Which sessions overlap, and which a filter shows: the rules of fairserver/programmes/timetable.py. Pure. */

/** Intervals are half open: one may end when the next begins. */
export const overlaps = (one, other) => one.starts_at < other.ends_at && other.starts_at < one.ends_at;

/** What is held in a place, in order of time. */
export const sessionsAt = (sessions, place) =>
  sessions
    .filter((one) => one.place === place && !one.cancelled)
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at));

/**
 * For each session that overlaps others of the list, the ids of those.
 * @param {{session: number, starts_at: string, ends_at: string}[]} picks
 */
export function clashes(picks) {
  const found = new Map();
  for (const one of picks) {
    const others = picks.filter((other) => other.session !== one.session && overlaps(one, other));
    if (others.length)
      found.set(
        one.session,
        others.map((other) => other.session),
      );
  }
  return found;
}

/**
 * @param {any} session
 * @param {{industry: string, language: string, level: string, place: string, day: string}} wanted
 */
export function shows(session, wanted, dayOf) {
  const { industry, language, level, place, day } = wanted;
  return (
    (!industry || session.industry?.en === industry) &&
    (!language || session.languages.includes(language)) &&
    (!level || !session.japanese || session.japanese >= level) && // N2 is enough for what asks N2, N3 …
    (!place || String(session.place) === place) &&
    (!day || dayOf(session) === day)
  );
}

export const EVERYTHING = { industry: "", language: "", level: "", place: "", day: "" };
