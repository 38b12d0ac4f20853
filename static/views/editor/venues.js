/** The editor's section of venues and their opening days. Online is a venue, too. */
import { EmptyState } from "../../components/empty-state.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";
import { DeleteButton } from "./delete-button.js";
import { Choose, Pair, Text, Tick, Which, Zone } from "./fields.js";
import { Form } from "./form.js";
import { byTime, labelling, showing } from "./labels.js";
import { MasterDetail } from "./master-detail.js";
import { useDraft } from "./use-draft.js";
import { opening as rules, venue as venueRules } from "./values.js";

const LABELS = {
  venue: "edit.venue",
  date: "edit.date",
  opens: "edit.opens",
  closes: "edit.closes",
  second: "edit.which",
  name: "edit.venue.name",
  zone: "edit.zone",
  online: "edit.venue.online",
};
const AT = { "opening.twice": "venue", "time.order": "closes", "opening.too_short": "opens" };

export function Venues({ edition, held, exhibitors, item, here }) {
  const { client, t, times } = useApp();
  const openings = [...edition.openings].sort(byTime);
  const used = (id) => Object.values(held.sessions).filter((one) => one.opening === id);
  const venue = item?.startsWith("new-at-") ? item.slice("new-at-".length) : "";
  const card = openings.find((one) => String(one.id) === item);
  const form =
    item === "venue" ? html`
      <${VenueForm}
        key="venue"
        edition=${edition}
        done=${({ id }) => client.go(`${here}#venues/new-at-${id}`)}
      />
    ` : (
      item && html`
        <${OpeningForm}
          key=${item}
          item=${venue ? "new" : item}
          edition=${edition}
          venues=${Object.values(held.venues)}
          card=${item === "new" || venue ? null : card}
          chosen=${venue}
          here=${here}
          sessions=${card ? used(card.id) : []}
          companies=${
            card ? Object.values(exhibitors ?? {}).filter((one) => one.openings.includes(card.id)) : []
          }
        />
      `
    );
  return html`
    <${MasterDetail}
      item=${item}
      title=${t("edit.venues")}
      count=${openings.length}
      form=${form}
      tools=${html`
        
          <a class="btn little primary" href="#venues/new">
            ${t("edit.opening.add")}
          </a>
          <a class="btn little" href="#venues/venue">
            ${t("edit.venue.add")}
          </a>
        
      `}
      list=${
        !openings.length ? html`
          <${EmptyState} title=${t("edit.openings.none")}>
            <p>${t("edit.openings.none.next")}</p>
          <//>
        ` : html`
          <ul class="rows">
            ${openings.map((one) => html`
              <li key=${one.id} aria-current=${String(one.id) === item ? "true" : null}>
                <${Icon} name=${one.online ? "screen" : "cal"} />
                <div>
                  <a href=${`#venues/${one.id}`}>
                    ${times.day(one.opens_at, one.zone)} <${Localized} text=${one.venue} />
                  </a>
                  <p class="tiny faint">
                    <span class="fig">
                      ${times.clock(one.opens_at, one.zone)}–${times.clock(one.closes_at, one.zone)}
                    </span>${" "}
                    ${times.zone(one.zone, one.opens_at)}
                  </p>
                </div>
                <span class="small soft nb">
                  ${t("edit.sessions.count", { count: used(one.id).length })}
                </span>
              </li>
            `)}
          </ul>
        `
      }
    />
  `;
}

function OpeningForm({ edition, venues, item, card, chosen, here, sessions, companies }) {
  const { client, lang, t, times } = useApp();
  const first = chosen || (venues.length === 1 ? String(venues[0].id) : "");
  const leave = () => client.go(`${here}#venues`);
  const draft = useDraft({
    key: `editor.${edition.id}.opening.${item}`,
    card,
    empty: rules.empty(first),
    of: (one) => rules.of(one, times),
    check: rules.check,
    event: "opening.save",
    at: (refusal, values) =>
      AT[refusal.code] ??
      (refusal.code.startsWith("time.")
        ? refusal.details.time === values.closes
          ? "closes"
          : "opens"
        : null),
    request: (values, version) => ({
      ...rules.request(values),
      edition: edition.id,
      opening: card?.id ?? null,
      version,
    }),
    done: leave,
    another: { key: `editor.${edition.id}.opening.new`, href: `${here}#venues/new` },
  });
  const names = venues
    .map((one) => [String(one.id), localized(one.name, lang).text])
    .sort((a, b) => a[1].localeCompare(b[1], lang));
  const zone = venues.find((one) => String(one.id) === draft.values.venue)?.zone;
  const show = showing(t, {
    venue: (id) => names.find(([one]) => one === id)?.[1],
    second: (value) => value && t(`edit.which.${value}`),
  });
  const more = card && html`
    <${DeleteButton}
      event="opening.delete"
      thing=${{ edition: edition.id, thing: card.id, version: draft.version }}
      what=${times.day(card.opens_at, card.zone)}
      done=${leave}
      remedy=${() => html`<${Used} sessions=${sessions} companies=${companies} />`}
    />
  `;
  return html`
    <${Form}
      draft=${draft}
      back="#venues"
      title=${t(card ? "edit.opening" : "edit.opening.new")}
      label=${labelling(t, LABELS)}
      show=${show}
      more=${more}
    >
      <${Choose}
        draft=${draft}
        name="venue"
        label=${t("edit.venue")}
        options=${names}
        none=${t("edit.choose")}
        hint=${zone && t("edit.zone.is", { zone: times.zone(zone) })}
      />
      <div class="grid fields">
        <${Text} draft=${draft} name="date" label=${t("edit.date")} more=${{ type: "date" }} />
        <${Text} draft=${draft} name="opens" label=${t("edit.opens")} more=${{ type: "time" }} />
        <${Text} draft=${draft} name="closes" label=${t("edit.closes")} more=${{ type: "time" }} />
      </div>
      <${Which} draft=${draft} />
    <//>
  `;
}

/** Links to what still uses an opening day, which therefore cannot be deleted. */
function Used({ sessions, companies }) {
  const { t } = useApp();
  return html`
    <ul class="stack tight small">
      ${sessions.map((one) => html`
        <li key=${`s${one.id}`}>
          <a href=${`#timetable/${one.id}`}>
            <${Localized} text=${one.title} />
          </a>
        </li>
      `)}
      ${companies.length > 0 && html`
        <li>
          <a href="#exhibitors">${t("edit.exhibitors.count", { count: companies.length })}</a>
        </li>
      `}
    </ul>
  `;
}

/** The form of a new venue. It belongs to no edition and is used every year. */
function VenueForm({ edition, done }) {
  const { t } = useApp();
  const draft = useDraft({
    key: "editor.new-venue",
    card: null,
    empty: venueRules.empty(edition.zone),
    check: venueRules.check,
    at: () => null,
    event: "venue.add",
    request: (values) => ({ ...venueRules.request(values), edition: edition.id }),
    done,
  });
  return html`
    <${Form}
      draft=${draft}
      back="#venues"
      title=${t("edit.venue.new")}
      label=${labelling(t, LABELS)}
      show=${showing(t)}
    >
      <${Pair} draft=${draft} name="name" label=${t("edit.venue.name")} />
      <${Zone} draft=${draft} label=${t("edit.zone")} />
      <${Tick} draft=${draft} name="online" label=${t("edit.venue.online")} />
    <//>
  `;
}
