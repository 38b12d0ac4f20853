/** One field of a form: label above, hint and error below, tied to it by aria attributes. */
import { html, useId } from "../html.js";
import { Icon } from "./icon.js";

export function Field({ label, hint, error, children, wide }) {
  const id = useId();
  const tie = {
    id,
    "aria-describedby": [hint && `${id}-hint`, error && `${id}-why`].filter(Boolean).join(" ") || null,
    "aria-invalid": error ? "true" : null,
  };
  return html`
    <div class=${wide ? "field wide" : "field"} data-state=${error ? "error" : null}>
      <span>
        <label for=${id}>${label}</label>
      </span>
      ${children(tie)}
      ${hint && html`<small id=${`${id}-hint`}>${hint}</small>`}
      ${error && html`
        <span class="err" id=${`${id}-why`}>
          <${Icon} name="warn" />
          <span>${error}</span>
        </span>
      `}
    </div>
  `;
}
