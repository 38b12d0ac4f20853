/** Whether my grants let me edit an edition (null: make a new one); undefined until they are known. */
export function mayEdit(state, edition) {
  const { person } = state.start;
  const grants = person && state.scopes[`person:${person.id}`]?.state?.grants;
  if (!grants) return undefined;
  return Object.values(grants).some((one) => one.role == "organiser" && (one.scope == "organisation" || (one.scope == "edition" && one.scope_id == edition)));
}

/** For what every organiser may: the edition to ask as. Null is the whole organisation, undefined none. */
export function organises(state) {
  if (mayEdit(state, null)) return null;
  const { person } = state.start;
  return Object.values(state.scopes[`person:${person?.id}`]?.state?.grants ?? {}).find((one) => one.role == "organiser")?.scope_id;
}
