/** Fields of the booth's editor: both languages side by side, choices, and what to tick. */
import { html, useFair } from "../html.js";
import { LEVELS } from "../spoken.js";
import { Languages } from "./chips.js";
import { Field } from "./field.js";

const NAMES = { ja: "日本語", en: "English" };

/** One text in two languages, neither of them the translation. */
export function TwinField({ one, name, label, hint, rows, most = 120 }) {
  const { t } = useFair();
  const side = (lang) => html`<${Field} key=${lang} label=${html`<span class="vh">${label}: </span><span lang=${lang}>${NAMES[lang]}</span>`}
    error=${one.state == "missing" && one.missing.includes(`${name}.${lang}`) && t("write.empty")}>${(tie) => {
      const props = { ...tie, lang, dir: "auto", maxlength: most, value: one.fields[`${name}.${lang}`], onInput: (event) => one.type({ [`${name}.${lang}`]: event.target.value }) };
      return rows ? html`<textarea rows=${rows} ...${props}></textarea>` : html`<input ...${props} />`;
    }}<//>`;
  return html`<fieldset class="pair"><legend class="legend">${label}</legend>${hint && html`<p class="hint">${hint}</p>`}${side("ja")}${side("en")}</fieldset>`;
}

export function Choice({ one, name, label, options }) {
  return html`<${Field} label=${label}>${(tie) => html`<select ...${tie} value=${one.fields[name] ?? ""} onChange=${(event) => one.type({ [name]: event.target.value || null })}>
    ${options.map(([value, text]) => html`<option key=${value} value=${value}>${text}</option>`)}</select>`}<//>`;
}

export function LevelChoice({ one }) {
  const { t } = useFair();
  return html`<${Choice} one=${one} name="japanese" label=${t("write.japanese")} options=${[["", t("write.japanese.any")], ...LEVELS.map((level) => [level, t("jobs.level", { level })])]} />`;
}

export const Tick = ({ one, name, label }) =>
  html`<label class="pick"><input type="checkbox" checked=${one.fields[name]} onChange=${(event) => one.type({ [name]: event.target.checked })} /><span>${label}</span></label>`;

export const SpokenAt = ({ one, label }) => html`<${Languages} label=${label} value=${one.fields.languages} onChange=${(languages) => one.type({ languages })} />`;
