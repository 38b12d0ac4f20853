/** What my grants allow, for showing or hiding things; the server decides anew on every request. Pure. */
import { ownState } from "./selectors.js";

const STAFF = ["moderator", "organiser"];
const RUN_STAGES = ["operator", "organiser"];

/** Whether I work at the desk. */
export const isStaff = (state) => Boolean(state.start?.roles.some((role) => STAFF.includes(role)));

/** Whether I run stages. A speaker presents on one, for as long as the session is held. */
export const runsStages = (state) => state.start.roles.some((role) => RUN_STAGES.includes(role));

/** Whether I may edit an edition; null: make a new one. Undefined until my grants are known. */
export function mayEdit(state, edition) {
  const grants = ownState(state)?.grants;
  if (!grants) return undefined;
  return Object.values(grants).some(
    ({ role, scope, scope_id }) =>
      role === "organiser" && (scope === "organisation" || (scope === "edition" && scope_id === edition)),
  );
}

/** The edition to ask as, for what every organiser may. Null: the whole organisation; undefined: none. */
export function organises(state) {
  if (mayEdit(state, null)) return null;
  const grants = Object.values(ownState(state)?.grants ?? {});
  return grants.find(({ role }) => role === "organiser")?.scope_id;
}
