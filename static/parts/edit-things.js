/** The forms of a job and of a document. */
import { html, useFair } from "../html.js";
import { Choice, LevelChoice, SpokenAt, Tick, TwinField } from "./edit-fields.js";
import { EditState } from "./edit-state.js";
import { Field } from "./field.js";

export function EditJob({ one }) {
  const { t } = useFair();
  const labels = {
    title: t("write.job.title"), needs: t("jobs.needs"), location: t("jobs.place"), starts: t("jobs.starts"), japanese: t("write.japanese"),
    employment: t("jobs.employment"), visa_help: t("write.visa"), as_of: t("write.as-of"),
  };
  const kinds = ["job", "membership"].map((kind) => [kind, t(`employment.${kind}`)]);
  return html`${["title", "needs", "location", "starts"].map((name) => html`<${TwinField} key=${name} one=${one} name=${name} label=${labels[name]} />`)}
    <div class="grid fields"><${LevelChoice} one=${one} /><${Choice} one=${one} name="employment" label=${labels.employment} options=${kinds} />
      <${Field} label=${labels.as_of} hint=${t("write.as-of.hint")}>${(tie) => html`<input ...${tie} type="date" value=${one.fields.as_of ?? ""} onInput=${(event) => one.type({ as_of: event.target.value })} />`}<//></div>
    <${Tick} one=${one} name="visa_help" label=${labels.visa_help} /><${EditState} one=${one} labels=${labels} />`;
}

export function EditDocument({ one }) {
  const { t } = useFair();
  const labels = { title: t("write.document.title"), address: t("write.document.address"), languages: t("write.document.languages") };
  return html`<${TwinField} one=${one} name="title" label=${labels.title} />
    <${Field} label=${labels.address} hint=${t("write.document.address.hint")}>${(tie) => html`<input ...${tie} type="url" inputmode="url" maxlength="500" autocapitalize="none" spellcheck=${false}
      value=${one.fields.address} onInput=${(event) => one.type({ address: event.target.value.trim() })} />`}<//>
    <${SpokenAt} one=${one} label=${labels.languages} /><${EditState} one=${one} labels=${labels} />`;
}
