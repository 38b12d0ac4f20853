/** The fields of the booth's editor, each tied to an Autosave by name. */
import { Languages } from "../../components/chips.js";
import { Field } from "../../components/field.js";
import { html, useApp } from "../../html.js";
import { LEVELS } from "../../languages.js";

const NAMES = { ja: "日本語", en: "English" };

/** A text in both languages, a field for each. */
export function LocalizedField({ one, name, label, hint, rows, most = 120 }) {
  const { t } = useApp();
  const side = (lang) => html`
    <${Field}
      key=${lang}
      label=${html`
        
          <span class="vh">${label}: </span>
          <span lang=${lang}>${NAMES[lang]}</span>
        
      `}
      error=${one.state === "missing" && one.missing.includes(`${name}.${lang}`) && t("write.empty")}
    >
      ${(tie) => {
        const props = {
          ...tie,
          lang,
          dir: "auto",
          maxlength: most,
          value: one.values[`${name}.${lang}`],
          onInput: (event) => one.type({ [`${name}.${lang}`]: event.target.value }),
        };
        return rows ? html`<textarea rows=${rows} ...${props}></textarea>` : html`<input ...${props} />`;
      }}
    <//>
  `;
  return html`
    <fieldset class="pair">
      <legend class="legend">${label}</legend>
      ${hint && html`<p class="hint">${hint}</p>`}
      ${side("ja")}
      ${side("en")}
    </fieldset>
  `;
}

export function Choice({ one, name, label, options }) {
  return html`
    <${Field} label=${label}>
      ${(tie) => html`
        <select
          ...${tie}
          value=${one.values[name] ?? ""}
          onChange=${(event) => one.type({ [name]: event.target.value || null })}
        >
          ${options.map(([value, text]) => html`
            <option key=${value} value=${value}>
              ${text}
            </option>
          `)}
        </select>
      `}
    <//>
  `;
}

export function LevelChoice({ one }) {
  const { t } = useApp();
  return html`
    <${Choice}
      one=${one}
      name="japanese"
      label=${t("write.japanese")}
      options=${[
        ["", t("write.japanese.any")],
        ...LEVELS.map((level) => [level, t("jobs.level", { level })]),
      ]}
    />
  `;
}

export const Tick = ({ one, name, label }) => html`
  <label class="pick">
    <input
      type="checkbox"
      checked=${one.values[name]}
      onChange=${(event) => one.type({ [name]: event.target.checked })}
    />
    <span>${label}</span>
  </label>
`;

export const LanguageChoice = ({ one, label }) => html`
  <${Languages}
    label=${label}
    value=${one.values.languages}
    onChange=${(languages) => one.type({ languages })}
  />
`;
