/** The form of a session: what, where, when and who; and its cancelling and deleting. */
import { Languages } from "../../components/chips.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useState } from "../../html.js";
import { LEVELS } from "../../languages.js";
import { localized } from "../../words.js";
import { DeleteButton } from "./delete-button.js";
import { DoubleBookings } from "./double-bookings.js";
import { Choose, Pair, Text, Which } from "./fields.js";
import { Form } from "./form.js";
import { byTime, labelling, openingText, showing } from "./labels.js";
import { PeoplePicker } from "../../components/people-picker.js";
import { useDraft } from "./use-draft.js";
import { session as rules } from "./values.js";

const KINDS = [
  "presentation",
  "panel",
  "webinar",
  "lecture",
  "networking",
  "consultation",
  "internship",
  "other",
];
const LABELS = {
  kind: "edit.session.kind",
  title: "edit.session.title",
  about: "edit.about",
  industry: "edit.industry",
  place: "edit.place",
  opening: "edit.opening",
  starts: "edit.starts",
  ends: "edit.ends",
  second: "edit.which",
  languages: "edit.languages",
  japanese: "edit.japanese",
  booth: "edit.session.booth",
  speakers: "edit.speakers",
  moderators: "edit.moderators",
};
const AT = {
  "session.outside_opening": "starts",
  "session.past": "starts",
  "time.order": "ends",
  "place.unknown": "place",
  "opening.unknown": "opening",
};

export function SessionForm({ edition, held, exhibitors, item, card, here }) {
  const { client, lang, t, times } = useApp();
  const openings = [...edition.openings].sort(byTime);
  const zoneAt = (id) => openings.find((one) => String(one.id) === String(id))?.zone ?? edition.zone;
  const next = openings.find((one) => new Date(one.closes_at) > times.now()) ?? openings.at(-1);
  const stages = Object.values(held.stages)
    .map((one) => [String(one.id), localized(one.name, lang).text])
    .sort((a, b) => a[1].localeCompare(b[1], lang));
  const dateOf = (id) =>
    times
      .local(openings.find((one) => String(one.id) === id)?.opens_at ?? times.now(), zoneAt(id))
      .slice(0, 10);
  const leave = () => client.go(`${here}#timetable`);
  const draft = useDraft({
    key: `editor.${edition.id}.session.${item}`,
    card,
    empty: rules.empty(stages[0]?.[0], next && String(next.id)),
    of: (one) => rules.of(one, zoneAt(one.opening), times),
    check: rules.check,
    event: "session.save",
    said: { "place.unknown": "edit.place.gone" },
    done: leave,
    another: { key: `editor.${edition.id}.session.new`, href: `${here}#timetable/new` },
    at: (refusal, values) =>
      AT[refusal.code] ??
      (refusal.code.startsWith("time.")
        ? refusal.details.time === values.ends
          ? "ends"
          : "starts"
        : null),
    request: (values, version) => ({
      ...rules.request(values, dateOf(values.opening)),
      edition: edition.id,
      session: card?.id ?? null,
      version,
    }),
  });
  const { values } = draft;
  const booths = Object.values(exhibitors ?? {})
    .map((one) => [String(one.id), localized(one.name, lang).text])
    .sort((a, b) => a[1].localeCompare(b[1], lang));
  const opening = openings.find((one) => String(one.id) === values.opening);
  const name = (options) => (id) => options.find(([one]) => one === id)?.[1];
  const show = showing(t, {
    kind: (kind) => t(`edit.session.${kind}`),
    place: name(stages),
    booth: name(booths),
    second: (value) => value && t(`edit.which.${value}`),
    opening: (id) =>
      openings.filter((one) => String(one.id) === id).map((one) => openingText(one, times, lang))[0],
    languages: (all) => all.map((code) => t(`language.${code}`)).join(", "),
  });
  const conflict = draft.elsewhere?.code === "session.conflicts" && html`
    <${DoubleBookings}
      refusal=${draft.elsewhere}
      edition=${edition.id}
      busy=${draft.busy}
      people=${[...values.speakers, ...values.moderators]}
      onAnyway=${() => draft.save({ anyway: true })}
      onChange=${() => draft.form.current.elements.starts.focus()}
    />
  `;
  return html`
    <${Form}
      draft=${draft}
      back="#timetable"
      title=${t(card ? "edit.session" : "edit.session.new")}
      label=${labelling(t, LABELS)}
      show=${show}
      refusal=${conflict || null}
      more=${card && html`<${After} card=${card} edition=${edition.id} version=${draft.version} leave=${leave} />`}
    >
      ${card?.cancelled && html`
        <p class="note">
          <${Icon} name="info" />
          <span>${t("edit.session.is-cancelled")}</span>
        </p>
      `}
      <${Pair} draft=${draft} name="title" label=${t("edit.session.title")} />
      <div class="grid fields">
        <${Choose}
          draft=${draft}
          name="kind"
          label=${t("edit.session.kind")}
          options=${KINDS.map((kind) => [kind, t(`edit.session.${kind}`)])}
        />
        <${Choose}
          draft=${draft}
          name="place"
          label=${t("edit.place")}
          options=${stages}
          none=${t("edit.choose")}
        />
      </div>
      <div class="grid when">
        <${Choose}
          draft=${draft}
          name="opening"
          label=${t("edit.opening")}
          options=${openings.map((one) => [String(one.id), openingText(one, times, lang)])}
          none=${t("edit.choose")}
          hint=${opening && html`<a href=${`#venues/${opening.id}`}>${t("edit.opening.change")}</a>`}
        />
        <${Text} draft=${draft} name="starts" label=${t("edit.starts")} more=${{ type: "time" }} />
        <${Text} draft=${draft} name="ends" label=${t("edit.ends")} more=${{ type: "time" }} />
      </div>
      ${opening && html`
        <p class="tiny faint">${t("edit.zone.is", { zone: times.zone(opening.zone, opening.opens_at) })}</p>
      `}
      <${Which} draft=${draft} />
      <${PeoplePicker} draft=${draft} edition=${edition.id} name="speakers" label=${t("edit.speakers")} />
      <${PeoplePicker} draft=${draft} edition=${edition.id} name="moderators" label=${t("edit.moderators")} />
      <${Pair} draft=${draft} name="about" label=${t("edit.about")} rows=${3} />
      <${Pair} draft=${draft} name="industry" label=${t("edit.industry.optional")} />
      <div class="grid fields">
        <${Choose}
          draft=${draft}
          name="booth"
          label=${t("edit.session.booth")}
          options=${booths}
          none=${t("edit.none")}
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
    <//>
  `;
}

/** Cancelling and deleting. A cancelled session stays in the timetable, marked; it can be taken up again. */
function After({ card, edition, version, leave }) {
  const { client, lang, t } = useApp();
  const [refusal, setRefusal] = useState(null);
  const thing = { edition, thing: card.id, version };
  const resume = (more) =>
    client.act("session.cancel", { ...thing, ...more }).then(
      () => {
        setRefusal(null);
        client.notify("edit.done");
      },
      (refused) => {
        setRefusal(refused);
        client.announceError(refused);
      },
    );
  return html`
    <section class="card" aria-label=${t("edit.more")}>
      ${card.cancelled ? html`
        <div class="line">
          <button class="btn little" type="button" onClick=${() => resume({})}>
            ${t("edit.session.resume")}
          </button>
          <span class="small soft">${t("edit.session.resume.what")}</span>
        </div>
      ` : html`
        <p class="small soft">${t("edit.session.cancel.what")}</p>
        <${DeleteButton}
          event="session.cancel"
          thing=${thing}
          what=${localized(card.title, lang).text}
          done=${() => {}}
          action="edit.session.cancel"
          sure="edit.session.cancel.sure"
          yes="edit.session.cancel.yes"
        />
      `}
      ${refusal &&
        (refusal.code === "session.conflicts" ? html`
          <${DoubleBookings}
            refusal=${refusal}
            edition=${edition}
            people=${card.speakers}
            onAnyway=${() => resume({ anyway: true })}
            onChange=${() => setRefusal(null)}
          />
        ` : html`
          <p class="note warn">
            <${Icon} name="warn" />
            <span>${client.errorText(refusal)}</span>
          </p>
        `)}
      <${DeleteButton}
        event="session.delete"
        thing=${thing}
        what=${localized(card.title, lang).text}
        done=${leave}
        remedy=${(refused) =>
          refused.code === "in_use.attendance" && html`<p class="small">${t("edit.session.cancel.instead")}</p>`
        }
      />
    </section>
  `;
}
