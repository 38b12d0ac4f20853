/** The fields of the editor's forms, each tied to a draft by name. */
import { Field } from "../../components/field.js";
import { html, useApp } from "../../html.js";
import { ZONES } from "../../times.js";

/** @param {{draft: any, name: string, label: string, hint?: any, rows?: number, more?: any}} props */
export function Text({ draft, name, label, hint, rows, more }) {
  return html`
    <${Field} label=${label} hint=${hint} error=${draft.why(name)}>
      ${(tie) =>
        rows ? html`
          <textarea
            ...${tie}
            ...${more}
            name=${name}
            rows=${rows}
            value=${draft.values[name]}
            onInput=${draft.set(name)}
          ></textarea>
        ` : html`
          <input
            ...${tie}
            ...${more}
            name=${name}
            autocomplete="off"
            value=${draft.values[name]}
            onInput=${draft.set(name)}
          />
        `
      }
    <//>
  `;
}

/** A text in both languages, a field for each. */
export function Pair({ draft, name, label, rows }) {
  const { t } = useApp();
  return html`
    <div class="pair">
      ${["ja", "en"].map((side) => html`
        <${Text}
          key=${side}
          draft=${draft}
          name=${`${name}.${side}`}
          rows=${rows}
          more=${{ lang: side }}
          label=${t("edit.in", { label, language: t(`language.${side}`) })}
        />
      `)}
    </div>
  `;
}

/**
 * @param {{draft: any, name: string, label: string, options: any[][], hint?: any, none?: string}} props
 * `none`: the words of the empty choice.
 */
export const Choose = ({ draft, name, label, options, hint, none }) => html`
  <${Field} label=${label} hint=${hint} error=${draft.why(name)}>
    ${(tie) => html`
      <select ...${tie} name=${name} value=${draft.values[name]} onChange=${draft.set(name)}>
        ${none != null && html`<option value="">${none}</option>`}
        ${options.map(([value, text]) => html`
          <option key=${value} value=${value}>
            ${text}
          </option>
        `)}
      </select>
    `}
  <//>
`;

export function Zone({ draft, label, hint }) {
  const { zone } = draft.values;
  const zones = ZONES.includes(zone) ? ZONES : [zone, ...ZONES];
  return html`
    <${Choose}
      draft=${draft}
      name="zone"
      label=${label}
      hint=${hint}
      options=${zones.map((one) => [one, one.replaceAll("_", " ")])}
    />
  `;
}

/** A checkbox. */
export const Tick = ({ draft, name, label }) => html`
  <label class="pick">
    <input
      type="checkbox"
      name=${name}
      checked=${draft.values[name]}
      onChange=${(event) => draft.put({ [name]: event.target.checked })}
    />
    <span>${label}</span>
  </label>
`;

/** When clocks go back, a local time comes twice: the choice which of the two is meant. */
export function Which({ draft }) {
  const { t } = useApp();
  if (draft.error?.code !== "time.twice" && !draft.values.second) return null;
  return html`
    <fieldset class="which">
      <legend class="legend">${t("edit.which")}</legend>
      <div class="line">
        ${["first", "second"].map((one) => html`
          <label key=${one} class="pick">
            <input
              type="radio"
              name="second"
              value=${one}
              checked=${draft.values.second === one}
              onChange=${draft.set("second")}
            />
            <span>${t(`edit.which.${one}`)}</span>
          </label>
        `)}
      </div>
    </fieldset>
  `;
}
