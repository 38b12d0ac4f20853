/** What is said of a stage to its audience, from its state and its timetable. Pure; decided here only. */

/** What may be said, in the order in which the hall lists stages. */
export const STAGE_STANDINGS = ["on_air", "interrupted", "standby", "not_yet", "ended", "off_air", "over"];

/**
 * On air, interrupted and standby are as the operator and the picture make them. Else the timetable says what comes.
 * @param {string} state off_air | standby | on_air | interrupted | ended
 * @param {{starts_at: string, ends_at: string}[]} sessions that are held there
 * @param {Date} now fair time
 */
export function stageStanding(state, sessions, now) {
  if (["on_air", "interrupted", "standby"].includes(state)) return state;
  const next = sessions.some((one) => new Date(one.starts_at) > now);
  const current = sessions.some((one) => new Date(one.starts_at) <= now && now < new Date(one.ends_at));
  if (state === "ended" && next) return "ended";
  if (state !== "ended" && (next || current)) return "not_yet";
  return state === "ended" || sessions.length > 0 ? "over" : "off_air";
}
