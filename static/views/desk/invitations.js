/** Invitations: a form to send one, and a list to filter, send again and revoke. */
import { Moment } from "../../components/clock.js";
import { Dialog } from "../../components/dialog.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { UserText } from "../../components/text.js";
import { usePaging } from "../../components/use-paging.js";
import { useScope } from "../../components/use-scope.js";
import { wallNow } from "../../device-clock.js";
import { html, useApp, useRef, useState } from "../../html.js";

const ROLES = ["participant", "alumnus", "moderator"];
const STATES = ["undelivered", "sent", "used", "expired", "revoked"];
const ICONS = { undelivered: "warn", sent: "mail", used: "check", expired: "clock", revoked: "x" };
const AT_ONCE = 50;

const stateOf = (one) =>
  one.used_at
    ? "used"
    : one.revoked_at
      ? "revoked"
      : one.undelivered !== null
        ? "undelivered"
        : Date.parse(one.expires_at) < wallNow()
          ? "expired"
          : "sent";

export function Invitations({ edition, zone }) {
  const { client, t } = useApp();
  const { held } = useScope(`edition:${edition}/invitations`);
  const invitations = Object.values(held?.invitations ?? {}).sort((a, b) => Number(b.id) - Number(a.id));
  const [only, setOnly] = useState("");
  const [revoking, setRevoking] = useState(null);
  const counts = Object.fromEntries(
    STATES.map((each) => [each, invitations.filter((one) => stateOf(one) === each).length]),
  );
  const wanted = only && counts[only] ? only : "";
  const found = wanted ? invitations.filter((one) => stateOf(one) === wanted) : invitations;
  const [shown, more] = usePaging(found, AT_ONCE, wanted);
  const resend = ({ id }, email) =>
    client.act("invitation.resend", { invitation: id, email }).then(
      () => client.notify("invite.sent", { email }),
      (error) => client.notifyError(error),
    );
  const chip = (each, text, count) => html`
    <button
      key=${each}
      class="chip"
      type="button"
      aria-pressed=${wanted === each}
      onClick=${() => setOnly(each)}
    >
      ${text} <span class="fig">${count}</span>
    </button>
  `;
  return html`
    <section class="card" aria-labelledby="invite">
      <h2 id="invite" tabindex="-1">
        ${t("invite.title")}
      </h2>
      <${Form} />
      ${held && !invitations.length ? html`
        <p class="small soft">${t("invite.none")}</p>
      ` : html`
        <div class="chips" role="group" aria-label=${t("invite.show")}>
          ${chip("", t("import.all"), invitations.length)}
          ${STATES.filter((each) => counts[each]).map((each) =>
            chip(each, t(`invite.state.${each}`), counts[each]),
          )}
        </div>
        <div class="scroll tall" tabindex="0" role="group" aria-label=${t("invite.list")}>
          <ul class="rows">
            ${shown.map((one) => html`
              <${Row}
                key=${one.id}
                one=${one}
                zone=${zone}
                onAgain=${(email) => resend(one, email)}
                onRevoke=${() => setRevoking(one)}
              />
            `)}
          </ul>
          ${more}
        </div>
      `}
      ${revoking && html`
        <${Dialog}
          title=${t("invite.revoke.sure")}
          action=${t("invite.revoke.yes")}
          harm=${true}
          onClose=${() => setRevoking(null)}
          onDo=${async () => {
            await client.act("invitation.revoke", { invitation: revoking.id });
            client.notify("invite.revoked", { email: revoking.email });
          }}
        >
          <p>${t("invite.revoke.what", { email: revoking.email })}</p>
        <//>
      `}
    </section>
  `;
}

function Row({ one, zone, onAgain, onRevoke }) {
  const { t } = useApp();
  const corrected = useRef(/** @type {HTMLInputElement | null} */ (null));
  const state = stateOf(one);
  // A revoked representative's company is not known any more.
  const again = state !== "used" && !(state === "revoked" && one.role === "representative");
  return html`
    <li>
      <${Icon} name=${ICONS[state]} />
      <div>
        <b>
          <${UserText}>${one.name || one.email}<//>
        </b>${" "}
        <span class="badge line">${t(`role.${one.role}`)}</span>
        <p class="tiny faint">
          <bdi>${one.email}</bdi> · <${State} one=${one} state=${state} zone=${zone} />
        </p>
        ${state === "undelivered" && html`
          <p class="small">${t("invite.undelivered", { reason: one.undelivered })}</p>
          <input
            ref=${corrected}
            type="email"
            aria-label=${t("invite.address")}
            value=${one.email}
            autocomplete="off"
            autocapitalize="none"
            spellcheck=${false}
          />
        `}
      </div>
      <p class="line tight">
        ${again && html`
          <button
            class="btn little"
            type="button"
            onClick=${() => onAgain(corrected.current?.value.trim() || one.email)}
          >
            ${t("invite.again")}
            <span class="vh">: ${one.email}</span>
          </button>
        `}
        ${["undelivered", "sent", "expired"].includes(state) && html`
          <button class="btn little quiet" type="button" onClick=${onRevoke}>
            ${t("invite.revoke")}
            <span class="vh">: ${one.email}</span>
          </button>
        `}
      </p>
    </li>
  `;
}

function State({ one, state, zone }) {
  const { t } = useApp();
  if (state === "used")
    return html`
      ${t("invite.used")} <${Moment} at=${one.used_at} zone=${zone} />
    `;
  if (state === "revoked")
    return html`
      <b>${t("invite.revoked-at")}</b> <${Moment} at=${one.revoked_at} zone=${zone} />
    `;
  if (state === "undelivered") return html`<b>${t("invite.state.undelivered")}</b>`;
  if (state === "expired") return html`<b>${t("invite.expired")}</b>`;
  return html`
    ${t("invite.sent-at")} <${Moment} at=${one.sent_at} zone=${zone} />
  `;
}

function Form() {
  const { client, state, lang, t } = useApp();
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const form = useRef();

  async function send(event) {
    event.preventDefault();
    if (busy) return;
    const { email, name, language, role } = Object.fromEntries(
      [...new FormData(form.current)].map(([key, value]) => [key, String(value).trim()]),
    );
    if (!email.includes("@")) {
      setError({ local: email ? "sign-in.no-at" : "sign-in.no-address" });
      form.current.elements.email.focus();
      return client.announce("sign-in.no-at");
    }
    setBusy(true);
    setError(null);
    try {
      await client.act("people.invite", { edition: state.start.edition, email, name, language, role });
      form.current.reset();
      form.current.elements.email.focus();
      client.notify("invite.sent", { email });
    } catch (refused) {
      setError(refused);
      client.announceError(refused);
    }
    setBusy(false);
  }

  return html`
    <form class="grid invite" ref=${form} onSubmit=${send} novalidate>
      <${Field}
        label=${t("sign-in.address")}
        error=${error && (error.local ? t(error.local) : client.errorText(error))}
      >
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
      <${Field} label=${t("me.name")}>
        ${(tie) => html`<input ...${tie} name="name" autocomplete="off" maxlength="100" />`}
      <//>
      <${Field} label=${t("invite.role")}>
        ${(tie) => html`
          <select ...${tie} name="role">
            ${ROLES.map((role) => html`
              <option key=${role} value=${role}>
                ${t(`role.${role}`)}
              </option>
            `)}
          </select>
        `}
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
      <button class="btn primary" type="submit" aria-disabled=${busy}>
        ${t("invite.send")}
      </button>
    </form>
  `;
}
