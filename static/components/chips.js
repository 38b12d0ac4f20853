/** A choice of several out of a few: one button for each, pressed or not. */
import { html, useApp } from "../html.js";
import { LANGUAGES } from "../languages.js";
import { Icon } from "./icon.js";

export function Chips({ label, options, value, onChange, error }) {
  const toggle = (one) =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return html`
    <fieldset class="stack tight">
      <legend class="legend">${label}</legend>
      <div class="chips">
        ${options.map(([one, text]) => html`
          <button
            key=${one}
            class="chip"
            type="button"
            aria-pressed=${value.includes(one)}
            onClick=${() => toggle(one)}
          >
            ${text}
          </button>
        `)}
      </div>
      ${error && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${error}</span>
        </p>
      `}
    </fieldset>
  `;
}

export function Languages({ label, value, onChange }) {
  const { t } = useApp();
  return html`
    <${Chips}
      label=${label}
      options=${LANGUAGES.map((code) => [code, t(`language.${code}`)])}
      value=${value}
      onChange=${onChange}
    />
  `;
}
