/** What a company says of itself, and what it asks. */
import { html, useFair } from "../html.js";
import { Choice, LevelChoice, SpokenAt, Tick, TwinField } from "./edit-fields.js";
import { EditState } from "./edit-state.js";
import { Field } from "./field.js";

export function EditWords({ one }) {
  const { t } = useFair();
  const labels = {
    line: t("write.line"), about: t("write.about"), location: t("write.location"), employees: t("write.employees"), languages: t("write.languages"),
    japanese: t("write.japanese"), visa_help: t("write.visa"), employment: t("jobs.employment"),
  };
  const kinds = [["job", t("employment.job")], ["membership", t("employment.membership")], ["both", t("booth.employment.both")]];
  const count = (event) => one.type({ employees: Number.parseInt(event.target.value, 10) > 0 ? Number.parseInt(event.target.value, 10) : null });
  return html`<section class="card" aria-labelledby="edit-words"><h2 id="edit-words">${t("write.words")}</h2>
    <${TwinField} one=${one} name="line" label=${labels.line} hint=${t("write.line.hint")} />
    <${TwinField} one=${one} name="about" label=${labels.about} rows="6" most="2000" />
    <${TwinField} one=${one} name="location" label=${labels.location} />
    <div class="grid fields">
      <${Field} label=${labels.employees}>${(tie) => html`<input ...${tie} inputmode="numeric" maxlength="8" value=${one.fields.employees ?? ""} onInput=${count} />`}<//>
      <${LevelChoice} one=${one} /><${Choice} one=${one} name="employment" label=${labels.employment} options=${kinds} /></div>
    <${SpokenAt} one=${one} label=${labels.languages} /><${Tick} one=${one} name="visa_help" label=${labels.visa_help} />
    <${EditState} one=${one} labels=${labels} /></section>`;
}
