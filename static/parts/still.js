/** What stands inside needs words, not the page's state: it is drawn anew when one of `by` or the language changed. */
import { FairProvider, html, useFair, useMemo } from "../html.js";

export function Still({ by, children }) {
  const whole = useFair();
  const words = useMemo(() => whole, [whole.lang]);
  return useMemo(() => html`<${FairProvider} value=${words}>${children}<//>`, [words, ...by]);
}
