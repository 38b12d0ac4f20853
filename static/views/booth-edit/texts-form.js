/** The form of a booth's texts and of what it asks of applicants. */
import { Field } from "../../components/field.js";
import { html, useApp } from "../../html.js";
import { Choice, LanguageChoice, LevelChoice, LocalizedField, Tick } from "./fields.js";
import { SaveState } from "./save-state.js";

export function TextsForm({ one }) {
  const { t } = useApp();
  const labels = {
    line: t("write.line"),
    about: t("write.about"),
    location: t("write.location"),
    employees: t("write.employees"),
    languages: t("write.languages"),
    japanese: t("write.japanese"),
    visa_help: t("write.visa"),
    employment: t("jobs.employment"),
  };
  const kinds = [
    ["job", t("employment.job")],
    ["membership", t("employment.membership")],
    ["both", t("booth.employment.both")],
  ];
  const count = (event) =>
    one.type({
      employees:
        Number.parseInt(event.target.value, 10) > 0 ? Number.parseInt(event.target.value, 10) : null,
    });
  return html`
    <section class="card" aria-labelledby="edit-words">
      <h2 id="edit-words">${t("write.words")}</h2>
      <${LocalizedField} one=${one} name="line" label=${labels.line} hint=${t("write.line.hint")} />
      <${LocalizedField} one=${one} name="about" label=${labels.about} rows="6" most="2000" />
      <${LocalizedField} one=${one} name="location" label=${labels.location} />
      <div class="grid fields">
        <${Field} label=${labels.employees}>
          ${(tie) => html`
            <input
              ...${tie}
              inputmode="numeric"
              maxlength="8"
              value=${one.values.employees ?? ""}
              onInput=${count}
            />
          `}
        <//>
        <${LevelChoice} one=${one} />
        <${Choice} one=${one} name="employment" label=${labels.employment} options=${kinds} />
      </div>
      <${LanguageChoice} one=${one} label=${labels.languages} />
      <${Tick} one=${one} name="visa_help" label=${labels.visa_help} />
      <${SaveState} one=${one} labels=${labels} />
    </section>
  `;
}
