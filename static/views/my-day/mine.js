/** What is mine of an edition: my stages, the sessions I lead, what comes next, where I was. Pure. */

/** @typedef {{role: string, scope: string, scope_id: number, edition: number}} Grant */

const covers = (grant, edition) => grant.scope === "organisation" || grant.edition === edition;

/** The stages that I operate: all of an edition, single ones, or those of single sessions. */
export function stagesOf(grants, places, sessions, edition) {
  const mine = grants.filter((grant) => grant.role === "operator" && covers(grant, edition));
  const reaches = (place) => (grant) =>
    ({
      organisation: true,
      edition: true,
      place: grant.scope_id === place.id,
      session: sessions.some((one) => one.id === grant.scope_id && one.place === place.id),
    })[grant.scope];
  return places.filter((place) => place.kind === "stage" && mine.some(reaches(place)));
}

/** What I do in a session: "speaker", "moderator", or nothing. */
export function partIn(session, me) {
  const named = (people) => people.some((person) => person.id === me);
  if (named(session.speakers)) return "speaker";
  return named(session.moderators) ? "moderator" : null;
}

/** The sessions that concern me and are not over, the next one first: those I chose and those I lead. */
export function comingUp(sessions, picks, me, now) {
  return sessions
    .filter((one) => !one.cancelled && (picks[one.id] || partIn(one, me)) && new Date(one.ends_at) > now)
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at) || a.id - b.id);
}

/**
 * The talks at booths of other companies that are over and in which I was, the newest first.
 * @param {any[]} talks
 * @param {number} me
 */
export function visitsOf(talks, me) {
  const was = (talk) =>
    talk.people.some((person) => person.id === me && person.role !== "rep" && person.where !== "absent");
  return talks
    .filter((talk) => talk.state === "ended" && talk.place_kind === "booth" && was(talk))
    .sort((a, b) => b.starts_at.localeCompare(a.starts_at) || b.id - a.id);
}
