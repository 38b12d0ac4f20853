/** The first part of a long list, and a button for the next part. */
import { html, useApp, useState } from "../html.js";

/**
 * The first items of a list and the button for more. Another `key` begins again with the first.
 * @returns {[any[], any]}
 */
export function usePaging(list, step, key = "") {
  const { t } = useApp();
  const [seen, setSeen] = useState({ key, most: step });
  const most = seen.key === key ? seen.most : step;
  const left = list.length - most;
  const more = left > 0 && html`
    <p class="line inset">
      <button class="btn little" type="button" onClick=${() => setSeen({ key, most: most + step })}>
        ${t("import.more", { count: Math.min(left, step) })}
      </button>
      <span class="small soft">${t("import.shown", { shown: most, count: list.length })}</span>
    </p>
  `;
  return [list.slice(0, most), more];
}
