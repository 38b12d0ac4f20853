/** The form of an exhibitor: company, texts, opening days, colours; and its representatives. */
import { Chips, Languages } from "../../components/chips.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { LEVELS } from "../../languages.js";
import { localized } from "../../words.js";
import { BoothColours } from "./booth-colours.js";
import { CompanySearch } from "./company-search.js";
import { DeleteButton } from "./delete-button.js";
import { Choose, Pair, Text, Tick } from "./fields.js";
import { Form } from "./form.js";
import { byTime, labelling, openingText, showing } from "./labels.js";
import { Representatives } from "./representatives.js";
import { useDraft } from "./use-draft.js";
import { company, exhibitor as rules } from "./values.js";

const EMPLOYMENTS = ["both", "job", "membership"];
const LABELS = {
  number: "edit.company-number",
  name: "edit.company.name",
  industry: "edit.industry",
  line: "edit.company.line",
  about: "edit.about",
  location: "edit.company.location",
  employees: "edit.company.employees",
  cloth: "edit.cloth",
  mon: "edit.mon",
  languages: "edit.languages",
  japanese: "edit.japanese",
  visa_help: "edit.visa",
  employment: "edit.employment",
  openings: "edit.appearances",
};
const AT = { "exhibitor.number_taken": "number", "opening.unknown": "openings" };

export function ExhibitorForm({ edition, item, card, sessions, here }) {
  const { client, lang, t, times } = useApp();
  const leave = () => client.go(`${here}#exhibitors`);
  const draft = useDraft({
    key: `editor.${edition.id}.exhibitor.${item}`,
    card,
    empty: rules.empty(),
    of: rules.of,
    check: rules.check,
    event: "exhibitor.save",
    at: (refusal) => AT[refusal.code] ?? null,
    request: (values, version) => ({
      ...rules.request(values),
      edition: edition.id,
      booth: card?.id ?? null,
      version,
    }),
    done: ({ id }) => client.go(`${here}#exhibitors${card ? "" : `/${id}`}`),
    another: { key: `editor.${edition.id}.exhibitor.new`, href: `${here}#exhibitors/new` },
  });
  const { values } = draft;
  const openings = [...edition.openings].sort(byTime).map((one) => [one.id, openingText(one, times, lang)]);
  const show = showing(t, {
    openings: (ids) =>
      openings
        .filter(([id]) => ids.includes(id))
        .map(([, text]) => text)
        .join(" / "),
    languages: (all) => all.map((code) => t(`language.${code}`)).join(", "),
    employment: (kind) => t(`edit.employment.${kind}`),
    cloth: (cloth) => t(`edit.cloth.${cloth}`),
    mon: (mon) => t(`edit.mon.${mon}`),
  });
  const more = card && html`
    <${Representatives} card=${card} edition=${edition} />
    <section class="card" aria-label=${t("edit.more")}>
      <${DeleteButton}
        event="exhibitor.delete"
        thing=${{ edition: edition.id, thing: card.id, version: draft.version }}
        what=${localized(card.name, lang).text}
        done=${leave}
        remedy=${(refused) =>
          refused.code === "in_use.attendance" ? html`
            <p class="small">${t("edit.exhibitor.off")}</p>
          ` : (
            sessions.length > 0 && html`
              <ul class="stack tight small">
                ${sessions.map((one) => html`
                  <li key=${one.id}>
                    <a href=${`#timetable/${one.id}`}>
                      <${Localized} text=${one.title} />
                    </a>
                  </li>
                `)}
              </ul>
            `
          )
        }
      />
    </section>
  `;
  return html`
    <${Form}
      draft=${draft}
      back="#exhibitors"
      title=${card ? localized(card.name, lang).text : t("edit.exhibitor.new")}
      label=${labelling(t, LABELS)}
      show=${show}
      more=${more}
    >
      ${!card && html`<${CompanySearch} edition=${edition.id} onChoose=${(found) => draft.put(company(found))} />`}
      <${Pair} draft=${draft} name="name" label=${t("edit.company.name")} />
      <${Chips}
        label=${t("edit.appearances")}
        options=${openings}
        value=${values.openings}
        onChange=${(all) => draft.put({ openings: [...all].sort((a, b) => a - b) })}
        error=${draft.why("openings")}
      />
      ${!openings.length && html`
        <p class="small soft">
          ${t("edit.openings.none")}. <a href="#venues/new">${t("edit.opening.add")}</a>
        </p>
      `}
      <div class="grid fields">
        <${Text}
          draft=${draft}
          name="number"
          label=${t("edit.company-number")}
          hint=${t("edit.company-number.hint")}
          more=${{ inputmode: "numeric", maxlength: 13 }}
        />
        <${Text}
          draft=${draft}
          name="employees"
          label=${t("edit.company.employees")}
          hint=${t("edit.optional")}
          more=${{ inputmode: "numeric", maxlength: 8 }}
        />
      </div>
      <${Pair} draft=${draft} name="industry" label=${t("edit.industry")} />
      <${Pair} draft=${draft} name="line" label=${t("edit.company.line")} />
      <${Pair} draft=${draft} name="about" label=${t("edit.about")} rows=${3} />
      <${Pair} draft=${draft} name="location" label=${t("edit.company.location")} />
      <div class="grid fields">
        <${Choose}
          draft=${draft}
          name="employment"
          label=${t("edit.employment")}
          options=${EMPLOYMENTS.map((kind) => [kind, t(`edit.employment.${kind}`)])}
        />
        <${Choose}
          draft=${draft}
          name="japanese"
          label=${t("edit.japanese")}
          options=${LEVELS.map((level) => [level, level])}
          none=${t("edit.not-needed")}
        />
      </div>
      <${Languages}
        label=${t("edit.languages")}
        value=${values.languages}
        onChange=${(languages) => draft.put({ languages })}
      />
      <${Tick} draft=${draft} name="visa_help" label=${t("edit.visa")} />
      <${BoothColours} draft=${draft} />
    <//>
  `;
}
