/** The forms of a job and of a document. */
import { Field } from "../../components/field.js";
import { html, useApp } from "../../html.js";
import { Choice, LanguageChoice, LevelChoice, LocalizedField, Tick } from "./fields.js";
import { SaveState } from "./save-state.js";

export function JobForm({ one }) {
  const { t } = useApp();
  const labels = {
    title: t("write.job.title"),
    needs: t("jobs.needs"),
    location: t("jobs.place"),
    starts: t("jobs.starts"),
    japanese: t("write.japanese"),
    employment: t("jobs.employment"),
    visa_help: t("write.visa"),
    as_of: t("write.as-of"),
  };
  const kinds = ["job", "membership"].map((kind) => [kind, t(`employment.${kind}`)]);
  return html`
    ${["title", "needs", "location", "starts"].map((name) => html`
      <${LocalizedField} key=${name} one=${one} name=${name} label=${labels[name]} />
    `)}
    <div class="grid fields">
      <${LevelChoice} one=${one} />
      <${Choice} one=${one} name="employment" label=${labels.employment} options=${kinds} />
      <${Field} label=${labels.as_of} hint=${t("write.as-of.hint")}>
        ${(tie) => html`
          <input
            ...${tie}
            type="date"
            value=${one.values.as_of ?? ""}
            onInput=${(event) => one.type({ as_of: event.target.value })}
          />
        `}
      <//>
    </div>
    <${Tick} one=${one} name="visa_help" label=${labels.visa_help} />
    <${SaveState} one=${one} labels=${labels} />
  `;
}

export function DocumentForm({ one }) {
  const { t } = useApp();
  const labels = {
    title: t("write.document.title"),
    address: t("write.document.address"),
    languages: t("write.document.languages"),
  };
  return html`
    <${LocalizedField} one=${one} name="title" label=${labels.title} />
    <${Field} label=${labels.address} hint=${t("write.document.address.hint")}>
      ${(tie) => html`
        <input
          ...${tie}
          type="url"
          inputmode="url"
          maxlength="500"
          autocapitalize="none"
          spellcheck=${false}
          value=${one.values.address}
          onInput=${(event) => one.type({ address: event.target.value.trim() })}
        />
      `}
    <//>
    <${LanguageChoice} one=${one} label=${labels.languages} />
    <${SaveState} one=${one} labels=${labels} />
  `;
}
