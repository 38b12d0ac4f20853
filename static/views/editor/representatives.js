/** A company's representatives: who was invited, who came, and a form to invite another. */
import { Moment } from "../../components/clock.js";
import { Field } from "../../components/field.js";
import { Person } from "../../components/person.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useRef, useState } from "../../html.js";

export function Representatives({ card, edition }) {
  const { client, lang, t } = useApp();
  const invitations = Object.values(useScope(`edition:${edition.id}/invitations`).held?.invitations ?? {});
  const of = (person) => invitations.find((one) => one.person === person.id);
  const again = (one) =>
    client
      .act("representative.invite", { place: card.id, email: one.email, name: one.name, language: lang })
      .then(
        () => client.notify("invite.sent", { email: one.email }),
        (refused) => client.notifyError(refused),
      );
  return html`
    <section class="card" aria-labelledby="representatives">
      <h3 id="representatives">${t("edit.representatives")}</h3>
      ${!card.representatives.length ? html`
        <p class="small soft">${t("edit.representatives.none")}</p>
      ` : html`
        <ul class="rows">
          ${card.representatives.map((person) => html`
            <li key=${person.id}>
              <${Person} person=${person} />
              <p class="tiny faint">
                ${of(person) && html`
                  <bdi>${of(person).email}</bdi> ·${" "}
                  ${t(of(person).used_at ? "invite.used" : "invite.sent-at")}${" "}
                  <${Moment} at=${of(person).used_at ?? of(person).sent_at} zone=${edition.zone} />
                `}
              </p>
              ${of(person) && !of(person).used_at && html`
                <button class="btn little" type="button" onClick=${() => again(of(person))}>
                  ${t("invite.again")}
                  <span class="vh">: ${of(person).email}</span>
                </button>
              `}
            </li>
          `)}
        </ul>
      `}
      <${Invite} place=${card.id} />
    </section>
  `;
}

function Invite({ place }) {
  const { client, lang, t } = useApp();
  const [error, setError] = useState(null);
  const form = useRef();

  async function send(event) {
    event.preventDefault();
    const { email, name, language } = Object.fromEntries(
      [...new FormData(form.current)].map(([key, value]) => [key, String(value).trim()]),
    );
    const missing = !email.includes("@")
      ? { field: "email", key: email ? "sign-in.no-at" : "sign-in.no-address" }
      : !name
        ? { field: "name", key: "me.name.missing" }
        : null;
    setError(missing);
    if (missing) return form.current.elements[missing.field].focus();
    try {
      await client.act("representative.invite", { place, email, name, language });
      form.current.reset();
      client.notify("invite.sent", { email });
    } catch (refused) {
      setError({ field: "email", refused });
      client.announceError(refused);
    }
    form.current.elements.email.focus();
  }

  const why = (field) =>
    error?.field === field && (error.refused ? client.errorText(error.refused) : t(error.key));
  return html`
    <form
      class="grid invite"
      ref=${form}
      onSubmit=${send}
      novalidate
      aria-label=${t("edit.representatives.invite")}
    >
      <${Field} label=${t("sign-in.address")} error=${why("email")}>
        ${(tie) => html`
          <input
            ...${tie}
            name="email"
            type="email"
            autocomplete="off"
            inputmode="email"
            autocapitalize="none"
            spellcheck=${false}
          />
        `}
      <//>
      <${Field} label=${t("me.name")} error=${why("name")}>
        ${(tie) => html`<input ...${tie} name="name" autocomplete="off" maxlength="80" />`}
      <//>
      <${Field} label=${t("invite.language")}>
        ${(tie) => html`
          <select ...${tie} name="language">
            <option value="ja" lang="ja" selected=${lang === "ja"}>
              日本語
            </option>
            <option value="en" lang="en" selected=${lang === "en"}>
              English
            </option>
          </select>
        `}
      <//>
      <button class="btn" type="submit">
        ${t("invite.send")}
      </button>
    </form>
  `;
}
