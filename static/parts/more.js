/** A long list in parts: what is drawn is what one can look through. */
import { html, useFair, useState } from "../html.js";

/** The first of a list, and the button for the next; `key` begins anew. @returns {[any[], any]} */
export function useMore(list, step, key = "") {
  const { t } = useFair();
  const [seen, setSeen] = useState({ key, most: step });
  const most = seen.key == key ? seen.most : step;
  const left = list.length - most;
  const more = left > 0 && html`<p class="line inset"><button class="btn little" type="button" onClick=${() => setSeen({ key, most: most + step })}>${t("import.more", { count: Math.min(left, step) })}</button>
    <span class="small soft">${t("import.shown", { shown: most, count: list.length })}</span></p>`;
  return [list.slice(0, most), more];
}
