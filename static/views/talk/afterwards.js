/** After a talk: my own note, whether it helped, exchanging contacts, and what to do if something was wrong. */
import { ownState } from "../../client/selectors.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { UserText } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { othersIn } from "../../talk-standing.js";
import { Safety } from "./safety.js";

export function Afterwards({ talk }) {
  const { client } = useApp();
  const met = othersIn(talk, client.me().id).filter((person) => person.where !== "absent");
  if (!met.length) return null;
  return html`
    <div class="grid cols-2">
      <${Note} talk=${talk} />
      <div class="stack">
        ${met.map((person) => html`
          <${Exchange} key=${person.id} talk=${talk} person=${person} />
        `)}
        <p>
          <${Safety} talk=${talk} people=${met} />
        </p>
      </div>
    </div>
  `;
}

function Note({ talk }) {
  const { client, state, t } = useApp();
  const kept = ownState(state)?.talk_notes?.[talk.id];
  const [typed, setTyped] = useState(null);
  const text = typed ?? kept?.text ?? "";
  const helped = kept?.helped ?? null;
  const write = (values) =>
    client.act("talk.note", { talk: talk.id, text, helped, ...values }).then(
      () => {
        setTyped(null);
        client.notify("talk.note.saved");
      },
      (refused) => client.notifyError(refused),
    );
  return html`
    <section class="card stack" aria-labelledby="note">
      <h2 id="note">${t("talk.note")}</h2>
      <fieldset>
        <legend class="legend">${t("talk.helped")}</legend>
        <p class="line">
          ${[true, false].map((value) => html`
            <button
              key=${value}
              class="btn"
              type="button"
              aria-pressed=${helped === value}
              onClick=${() => write({ helped: helped === value ? null : value })}
            >
              ${t(value ? "talk.helped.yes" : "talk.helped.no")}
            </button>
          `)}
        </p>
      </fieldset>
      <${Field} label=${t("talk.note")} hint=${t("talk.note.who")}>
        ${(tie) => html`
          <textarea
            ...${tie}
            rows="4"
            value=${text}
            onInput=${(event) => setTyped(event.target.value)}
          ></textarea>
        `}
      <//>
      <p>
        <button class="btn primary" type="button" onClick=${() => write({})}>
          ${t("talk.note.save")}
        </button>
      </p>
    </section>
  `;
}

function Exchange({ talk, person }) {
  const { client, state, t } = useApp();
  const found = ownState(state)?.contacts?.[`${talk.id}:${person.id}`];
  const [typed, setTyped] = useState({ email: true, other: "" });
  const { name } = person;
  const offer = (contact) =>
    client
      .act("talk.offer_contact", { talk: talk.id, person: person.id, contact })
      .catch((refused) => client.notifyError(refused));
  const id = `contact-${person.id}`;
  if (found?.theirs)
    return html`
      <section class="card stack snug" aria-labelledby=${id}>
        <h2 id=${id}>${t("talk.contact.theirs", { name })}</h2>
        ${found.theirs.email && html`
          <p class="with-i">
            <${Icon} name="mail" />
            <a href=${`mailto:${found.theirs.email}`}>${found.theirs.email}</a>
          </p>
        `}
        ${found.theirs.other && html`
          <p>
            <${UserText}>${found.theirs.other}<//>
          </p>
        `}
      </section>
    `;
  if (found)
    return html`
      <section class="card stack snug" aria-labelledby=${id}>
        <h2 id=${id}>${t("talk.contact")}</h2>
        <p role="status">${t("talk.contact.waiting", { name })}</p>
        <p>
          <button class="btn" type="button" onClick=${() => offer(null)}>
            ${t("talk.contact.back")}
          </button>
        </p>
      </section>
    `;
  return html`
    <section class="card stack snug" aria-labelledby=${id}>
      <h2 id=${id}>${t("talk.contact")}</h2>
      <p class="small soft">${t("talk.contact.what")}</p>
      <label class="pick">
        <input
          type="checkbox"
          checked=${typed.email}
          onChange=${(event) => setTyped({ ...typed, email: event.target.checked })}
        />
        <span>${t("talk.contact.email")}</span>
      </label>
      <${Field} label=${t("talk.contact.other")} hint=${t("talk.contact.other.hint")}>
        ${(tie) => html`
          <input
            ...${tie}
            type="text"
            value=${typed.other}
            onInput=${(event) => setTyped({ ...typed, other: event.target.value })}
          />
        `}
      <//>
      <p>
        <button class="btn primary" type="button" onClick=${() => offer(typed)}>
          ${t("talk.contact.yes", { name })}
        </button>
      </p>
    </section>
  `;
}
