/** A booth's cards as flat values and back: {line: {ja, en}, employees} ↔ {"line.ja", "line.en", employees}. Pure. */

/**
 * @param {any} card
 * @param {{both: string[], one: string[]}} kind `both`: texts in two languages; `one`: the rest
 */
export function toValues(card, { both, one }) {
  const values = {};
  for (const name of both)
    for (const side of ["ja", "en"]) values[`${name}.${side}`] = card[name]?.[side] ?? "";
  for (const name of one) values[name] = card[name];
  return values;
}

export function toCard(values) {
  const card = {};
  for (const [name, value] of Object.entries(values)) {
    const [stem, side] = name.split(".");
    if (side) card[stem] = { ...card[stem], [side]: value };
    else card[stem] = value;
  }
  return card;
}

/** Required and still empty: every text in both languages, and what the kind says besides. */
export function missingIn(values, { both, required = [] }) {
  const names = [...both.flatMap((name) => [`${name}.ja`, `${name}.en`]), ...required];
  return names.filter((name) => !String(values[name] ?? "").trim());
}
