/** The settings of figures in a page's address, half hours of a curve, and CSV. Pure. */
export const UNITS = ["day", "venue-day", "session"];
export const CAPACITIES = ["audience", "speaker", "rep", "staff", "device"];
const USUAL = { unit: "day", capacity: "audience", minimum_seconds: 60, grace_seconds: 30 };
const LONGEST_SECONDS = 86_400;
const HALF_HOUR = 1800;

/**
 * The settings in an address; what is missing or invalid has its usual value.
 * @param {string} search
 */
export function settingsIn(search) {
  const query = new URLSearchParams(search);
  const among = (name, known) => (known.includes(query.get(name)) ? query.get(name) : USUAL[name]);
  const seconds = (name, usual) =>
    /^\d{1,5}$/.test(query.get(name) ?? "") ? Math.min(Number(query.get(name)), LONGEST_SECONDS) : usual;
  return {
    unit: among("unit", UNITS),
    capacity: among("capacity", CAPACITIES),
    minimum_seconds: seconds("minimum", USUAL.minimum_seconds),
    grace_seconds: seconds("grace", USUAL.grace_seconds),
  };
}

/**
 * @param {ReturnType<typeof settingsIn>} asked
 * @param {Record<string, string>} [more]
 */
export const searchOf = ({ unit, capacity, minimum_seconds, grace_seconds }, more = {}) =>
  `?${new URLSearchParams({ ...more, unit, capacity, minimum: `${minimum_seconds}`, grace: `${grace_seconds}` })}`;

/**
 * The most people at once in each half hour.
 * @param {[number, number][]} steps second of the day, people
 */
export function halfHours(steps) {
  const most = new Map();
  steps.forEach(([second, people], at) => {
    const until = steps[at + 1]?.[0] ?? second;
    for (let half = second - (second % HALF_HOUR); half < until; half += HALF_HOUR)
      most.set(half, Math.max(most.get(half) ?? 0, people));
  });
  return [...most].sort(([one], [other]) => one - other);
}

/** CSV (RFC 4180) with a byte order mark. A cell that a spreadsheet would run as a formula gets an apostrophe. */
export function csv(rows) {
  const cell = (value) => {
    const text = String(value ?? "");
    const plain = /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}
