/** The form of an edition: programme, year, texts, zone, capacity and requirements. */
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";
import { Choose, Pair, Text, Zone } from "./fields.js";
import { Form } from "./form.js";
import { labelling, showing } from "./labels.js";
import { Requirements } from "./requirements.js";
import { useDraft } from "./use-draft.js";
import { edition as rules } from "./values.js";

const LABELS = {
  programme: "edit.programme",
  programme_name: "edit.programme.name",
  fiscal_year: "edit.year",
  name: "edit.name",
  about: "edit.about",
  zone: "edit.zone",
  capacity: "edit.capacity",
  requirements: "edit.requirements",
};
const AT = { "edition.twice": "fiscal_year", "zone.unknown": "zone" };

/** `card` is null for a new edition. */
export function EditionForm({ card, programmes, programme = "", zone, back, done }) {
  const { lang, t } = useApp();
  const draft = useDraft({
    key: card ? `editor.${card.id}.edition` : "editor.new-edition",
    card,
    empty: rules.empty(zone, programme),
    of: rules.of,
    check: rules.check,
    event: "edition.save",
    at: (refusal) => AT[refusal.code] ?? null,
    request: (values, version) => ({ ...rules.request(values), edition: card?.id ?? null, version }),
    done,
  });
  const known = programmes.map((one) => [one.key, localized(one.name, lang).text]);
  const show = showing(t, {
    programme: (key) => known.find(([one]) => one === key)?.[1] ?? key,
    requirements: (all) => all.map((one) => localized(one.text, lang).text).join(" / "),
  });
  return html`
    <${Form}
      draft=${draft}
      title=${t(card ? "edit.edition" : "edit.edition.new")}
      level=${2}
      back=${back}
      label=${labelling(t, LABELS)}
      show=${show}
    >
      <div class="grid fields">
        <${Choose}
          draft=${draft}
          name="programme"
          label=${t("edit.programme")}
          options=${known}
          none=${t("edit.programme.new")}
        />
        <${Text}
          draft=${draft}
          name="fiscal_year"
          label=${t("edit.year")}
          hint=${t("edit.year.hint")}
          more=${{ inputmode: "numeric", maxlength: 4 }}
        />
        <${Zone} draft=${draft} label=${t("edit.zone")} />
        <${Text}
          draft=${draft}
          name="capacity"
          label=${t("edit.capacity")}
          hint=${t("edit.capacity.hint")}
          more=${{ inputmode: "numeric", maxlength: 6 }}
        />
      </div>
      ${!draft.values.programme && html`
        <${Pair} draft=${draft} name="programme_name" label=${t("edit.programme.name")} />
      `}
      <${Pair} draft=${draft} name="name" label=${t("edit.name")} />
      <${Pair} draft=${draft} name="about" label=${t("edit.about")} rows=${3} />
      <${Requirements} draft=${draft} />
    <//>
  `;
}
