/** The editor's section of stages and lounges. Booths are made with their exhibitor. */
import { EmptyState } from "../../components/empty-state.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";
import { DeleteButton } from "./delete-button.js";
import { Choose, Pair } from "./fields.js";
import { Form } from "./form.js";
import { labelling, showing } from "./labels.js";
import { MasterDetail } from "./master-detail.js";
import { useDraft } from "./use-draft.js";
import { place as rules } from "./values.js";

const KINDS = { stage: "stage", lounge: "people" };
const LABELS = { kind: "edit.place.kind", name: "edit.place.name", venue: "edit.venue" };

export function Places({ edition, held, item, here }) {
  const { lang, t } = useApp();
  const places = Object.values(held.stages).sort(
    (a, b) =>
      a.kind.localeCompare(b.kind) ||
      localized(a.name, lang).text.localeCompare(localized(b.name, lang).text, lang),
  );
  const sessions = (id) => Object.values(held.sessions).filter((one) => String(one.place) === String(id));
  const form = item && html`
    <${PlaceForm}
      key=${item}
      item=${item}
      edition=${edition}
      venues=${held.venues}
      card=${item === "new" ? null : held.stages[item]}
      sessions=${item === "new" ? [] : sessions(item)}
      here=${here}
    />
  `;
  return html`
    <${MasterDetail}
      item=${item}
      title=${t("edit.places")}
      count=${places.length}
      form=${form}
      tools=${html`
        <a class="btn little primary" href="#places/new">
          ${t("edit.place.add")}
        </a>
      `}
      list=${
        !places.length ? html`
          <${EmptyState} title=${t("edit.places.none")}>
            <p>${t("edit.places.none.next")}</p>
          <//>
        ` : html`
          <ul class="rows">
            ${places.map((one) => html`
              <li key=${one.id} aria-current=${String(one.id) === item ? "true" : null}>
                <${Icon} name=${KINDS[one.kind]} />
                <div>
                  <a href=${`#places/${one.id}`}>
                    <${Localized} text=${one.name} />
                  </a>
                  <p class="tiny faint">
                    ${t(`edit.place.${one.kind}`)}
                    ${held.venues[one.venue] && html`
                      ${" "}
                      · <${Localized} text=${held.venues[one.venue].name} />
                    `}
                  </p>
                </div>
                <span class="small soft nb">
                  ${t("edit.sessions.count", { count: sessions(one.id).length })}
                </span>
              </li>
            `)}
          </ul>
        `
      }
    />
  `;
}

function PlaceForm({ edition, venues, item, card, sessions, here }) {
  const { client, lang, t } = useApp();
  const leave = () => client.go(`${here}#places`);
  const draft = useDraft({
    key: `editor.${edition.id}.place.${item}`,
    card,
    empty: rules.empty(),
    of: rules.of,
    check: rules.check,
    at: () => null,
    event: "place.save",
    request: (values, version) => ({
      ...rules.request(values),
      edition: edition.id,
      place: card?.id ?? null,
      version,
    }),
    done: leave,
    another: { key: `editor.${edition.id}.place.new`, href: `${here}#places/new` },
  });
  const standing = Object.values(venues)
    .map((one) => [String(one.id), localized(one.name, lang).text])
    .sort((a, b) => a[1].localeCompare(b[1], lang));
  const show = showing(t, {
    kind: (kind) => t(`edit.place.${kind}`),
    venue: (id) => standing.find(([one]) => one === id)?.[1],
  });
  const more = card && html`
    <${DeleteButton}
      event="place.delete"
      thing=${{ edition: edition.id, thing: card.id, version: draft.version }}
      what=${localized(card.name, lang).text}
      done=${leave}
      remedy=${() =>
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
      }
    />
  `;
  return html`
    <${Form}
      draft=${draft}
      back="#places"
      title=${t(card ? "edit.place" : "edit.place.new")}
      label=${labelling(t, LABELS)}
      show=${show}
      more=${more}
    >
      <div class="grid fields">
        <${Choose}
          draft=${draft}
          name="kind"
          label=${t("edit.place.kind")}
          options=${Object.keys(KINDS).map((kind) => [kind, t(`edit.place.${kind}`)])}
        />
        <${Choose}
          draft=${draft}
          name="venue"
          label=${t("edit.venue")}
          options=${standing}
          none=${t("edit.nowhere")}
        />
      </div>
      <${Pair} draft=${draft} name="name" label=${t("edit.place.name")} />
    <//>
  `;
}
