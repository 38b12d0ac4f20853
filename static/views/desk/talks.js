/** Talks that are open or coming: who, when and who is inside, never what is said; a form to open one. */
import { Dialog } from "../../components/dialog.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { When } from "../../components/talk/when.js";
import { namesOf } from "../../components/talk/who.js";
import { Localized } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { standingOf } from "../../talk-standing.js";
import { TalkPeople } from "./talk-people.js";
import { PeoplePicker } from "../../components/people-picker.js";

const MINUTES = [15, 20, 30, 45, 60];

export function Talks({ talks, edition, zone }) {
  const { client, t } = useApp();
  const [asked, setAsked] = useState(null);
  const close = () => setAsked(null);
  async function visit() {
    await client.act("talk.take_seat", { talk: asked.talk.id });
    client.go(`/talks/${asked.talk.id}`);
  }
  const sorted = [...talks].sort((a, b) => a.starts_at.localeCompare(b.starts_at) || a.id - b.id);
  return html`
    <section class="card" aria-labelledby="talks">
      <div class="head">
        <h2 id="talks" tabindex="-1">
          ${t("talk.desk.title")}
        </h2>
        <button class="btn little end" type="button" onClick=${() => setAsked({ what: "open" })}>
          ${t("talk.desk.open")}
        </button>
      </div>
      <p class="tiny soft">${t("talk.desk.seen")}</p>
      ${sorted.length === 0 && html`<p class="small soft">${t("talk.desk.none")}</p>`}
      <ul class="rows">
        ${sorted.map((talk) => html`
          <${Row} key=${talk.id} talk=${talk} zone=${zone} onAsk=${(what) => setAsked({ what, talk })} />
        `)}
      </ul>
      ${asked?.what === "visit" && html`
        <${Dialog}
          title=${t("talk.desk.visit.sure")}
          action=${t("talk.desk.visit.do")}
          onDo=${visit}
          onClose=${close}
        >
          <p>${t("talk.desk.visit.what")}</p>
        <//>
      `}
      ${asked?.what === "end" && html`
        <${Dialog}
          title=${t("talk.end.sure")}
          action=${t("talk.end.do")}
          harm=${true}
          onDo=${() => client.act("talk.end", { talk: asked.talk.id })}
          onClose=${close}
        >
          <p>${t("talk.end.what")}</p>
        <//>
      `}
      ${asked?.what === "people" && html`
        <${TalkPeople} talk=${talks.find(({ id }) => id === asked.talk.id) ?? asked.talk} onClose=${close} />
      `}
      ${asked?.what === "open" && html`<${Open} edition=${edition} zone=${zone} onClose=${close} />`}
    </section>
  `;
}

function Row({ talk, zone, onAsk }) {
  const { client, lang, t, times } = useApp();
  const inside = talk.people.filter((person) => person.where === "inside").length;
  const state =
    talk.state === "asked" ? "asked" : new Date(talk.starts_at) > times.now() ? "coming" : "running";
  const mine = standingOf(talk, client.me().id, times.now()) !== "none";
  return html`
    <li>
      <div class="small wide">
        <p>
          <b>${namesOf(talk.people, lang)}</b> · <${Localized} text=${talk.place_name} />
        </p>
        <${When} talk=${talk} />
        <p class="line">
          <span class="badge">${t(`talk.state.${state}`)}</span>
          ${inside > 0 && html`<span>${t("talk.inside", { count: inside })}</span>`}
        </p>
        ${talk.people.map((person) => html`
          <${Person} key=${person.id} person=${person} zone=${zone} />
        `)}
      </div>
      <p class="line wide">
        ${mine ? html`
          <a class="btn little" href=${`/talks/${talk.id}`}>
            ${t("talk.door.go")}
          </a>
        ` : (
          talk.state === "open" && html`
            <button class="btn little" type="button" onClick=${() => onAsk("visit")}>
              ${t("talk.desk.visit")}
            </button>
          `
        )}
        ${talk.state === "open" && html`
          <button class="btn little" type="button" onClick=${() => onAsk("people")}>
            ${t("talk.desk.people.do")}
          </button>
        `}
        <button class="btn little" type="button" onClick=${() => onAsk("end")}>
          ${t("talk.desk.end")}
        </button>
      </p>
    </li>
  `;
}

/** What a moderator has to know of somebody inside: asks for help, is muted, has a bad connection. */
function Person({ person, zone }) {
  const { t, times } = useApp();
  const said = [
    person.help_at && t("talk.desk.help", { name: person.name, at: times.clock(person.help_at, zone) }),
    person.muted && `${person.name}: ${t("talk.desk.muted")}`,
    person.quality && `${person.name}: ${t(`talk.quality.${person.quality}`)}`,
  ].filter(Boolean);
  if (said.length === 0) return null;
  return html`
    <p class=${person.help_at ? "with-i" : "with-i soft"} data-help=${Boolean(person.help_at)}>
      <${Icon} name=${person.help_at ? "hand" : person.muted ? "muted" : "signal"} />
      <span>${said.join(" · ")}</span>
    </p>
  `;
}

/** In the hall of the edition, now or at a time of the event's zone. */
function Open({ edition, zone, onClose }) {
  const { client, state, t, times } = useApp();
  const [typed, setTyped] = useState({
    people: /** @type {{id: number, name: string}[]} */ ([]),
    at: "",
    minutes: 30,
  });
  const draft = { values: typed, put: (values) => setTyped({ ...typed, ...values }) };
  async function open() {
    const at = typed.at ? times.instant(typed.at, zone) : times.now().toISOString();
    await client.act("talk.open", {
      place: state.start.hall,
      people: typed.people.map((person) => person.id),
      starts_at: at,
      minutes: typed.minutes,
    });
    client.notify("talk.desk.made");
  }
  return html`
    <${Dialog} title=${t("talk.desk.open")} action=${t("talk.desk.do")} onDo=${open} onClose=${onClose}>
      <${PeoplePicker} draft=${draft} edition=${edition} name="people" label=${t("talk.desk.people")} />
      <${Field} label=${t("talk.desk.starts")} hint=${t("talk.desk.starts.hint", { zone: times.zone(zone) })}>
        ${(tie) => html`
          <input
            ...${tie}
            type="datetime-local"
            value=${typed.at}
            onInput=${(event) => draft.put({ at: event.target.value })}
          />
        `}
      <//>
      <label class="select-field">
        <span>${t("talk.ask.minutes")}</span>
        <select
          value=${typed.minutes}
          onChange=${(event) => draft.put({ minutes: Number(event.target.value) })}
        >
          ${MINUTES.map((minutes) => html`
            <option key=${minutes} value=${minutes}>
              ${t("talk.minutes", { count: minutes })}
            </option>
          `)}
        </select>
      </label>
      <p class="with-i small soft">
        <${Icon} name="lock" />
        <span>${t("talk.desk.seen")}</span>
      </p>
    <//>
  `;
}
