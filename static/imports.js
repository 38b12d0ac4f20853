/** Whether these roles let one import into this edition. */
export const imports = (grants, edition) =>
  Object.values(grants ?? {}).some((grant) => grant.role == "organiser" && [0, edition].includes(grant.edition));
