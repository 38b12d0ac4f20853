/** Radio buttons of a form. What is chosen is kept here, as a page is redrawn while one chooses. */
import { html, useState } from "../html.js";

/**
 * @param {{name: string, legend: string, options: [string|number, string][], first: string|number, across?: boolean}}
 *   props options: value and words of each; first: the value chosen at first; across: side by side
 */
export function Choice({ name, legend, options, first, across = false }) {
  const [chosen, setChosen] = useState(first);
  return html`
    <fieldset>
      <legend class="legend">${legend}</legend>
      <div class=${across ? "choice across" : "choice"}>
        ${options.map(([value, words]) => html`
          <label key=${value}>
            <input
              type="radio"
              name=${name}
              value=${value}
              checked=${chosen === value}
              onChange=${() => setChosen(value)}
            />
            ${words}
          </label>
        `)}
      </div>
    </fieldset>
  `;
}
