/** Searching lists as one types: every word must occur, in whatever case and width of letters. Pure. */

/** NFKC makes full-width letters and half-width kana equal to the usual ones. */
const folded = (text) => text.normalize("NFKC").toLowerCase().trim();

/**
 * @param {string} words what was typed
 * @param {(string|null|undefined)[]} texts where to look
 */
export function occursIn(words, texts) {
  const text = folded(texts.join(" "));
  return folded(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
