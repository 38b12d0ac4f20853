/** Who was invited, and whether they came; inviting again sends a new mail. */
import { html, useFair, useRef, useState } from "../html.js";
import { Field } from "./field.js";
import { Icon } from "./icon.js";
import { Moment } from "./clock.js";
import { Own } from "./text.js";

const ROLES = ["participant", "alumnus", "moderator"];

export function Invitations({ invitations, zone }) {
  const { fair, state, lang, t } = useFair();
  const { edition } = state.start;
  const resend = ({ email, name, role }) => fair.act("people.invite", { edition, email, name, language: lang, role }).then(
    () => fair.tell("invite.sent", { email }), (error) => fair.tellError(error));
  return html`<section class="card" aria-labelledby="invite"><h2 id="invite">${t("invite.title")}</h2>
    <${Form} />
    ${!invitations.length ? html`<p class="small soft">${t("invite.none")}</p>` : html`<ul class="rows">${invitations.map((one) => html`<li key=${one.id}>
      <${Icon} name=${one.used_at ? "check" : "mail"} />
      <div><b><${Own}>${one.name || one.email}<//></b> <span class="badge line">${t(`role.${one.role}`)}</span><p class="tiny faint"><bdi>${one.email}</bdi> · <${State} one=${one} zone=${zone} /></p></div>
      ${!one.used_at && html`<button class="btn little" type="button" onClick=${() => resend(one)}>${t("invite.again")}<span class="vh">: ${one.email}</span></button>`}</li>`)}</ul>`}
  </section>`;
}

function State({ one, zone }) {
  const { t } = useFair();
  if (one.used_at) return html`${t("invite.used")} <${Moment} at=${one.used_at} zone=${zone} />`;
  if (new Date(one.expires_at) < new Date()) return html`<b>${t("invite.expired")}</b>`;
  return html`${t("invite.sent-at")} <${Moment} at=${one.sent_at} zone=${zone} />`;
}

function Form() {
  const { fair, state, lang, t } = useFair();
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const form = useRef();

  async function send(event) {
    event.preventDefault();
    if (busy) return;
    const { email, name, language, role } = Object.fromEntries([...new FormData(form.current)].map(([key, value]) => [key, String(value).trim()]));
    if (!email.includes("@")) {
      setError({ local: email ? "sign-in.no-at" : "sign-in.no-address" });
      form.current.elements.email.focus();
      return fair.say("sign-in.no-at");
    }
    setBusy(true);
    setError(null);
    try {
      await fair.act("people.invite", { edition: state.start.edition, email, name, language, role });
      form.current.reset();
      form.current.elements.email.focus();
      fair.tell("invite.sent", { email });
    } catch (refused) {
      setError(refused);
      fair.sayError(refused);
    }
    setBusy(false);
  }

  return html`<form class="grid invite" ref=${form} onSubmit=${send} novalidate>
    <${Field} label=${t("sign-in.address")} error=${error && (error.local ? t(error.local) : fair.errorText(error))}>${(tie) => html`<input ...${tie} name="email" type="email" autocomplete="off" inputmode="email" autocapitalize="none" spellcheck=${false} />`}<//>
    <${Field} label=${t("me.name")}>${(tie) => html`<input ...${tie} name="name" autocomplete="off" maxlength="100" />`}<//>
    <${Field} label=${t("invite.role")}>${(tie) => html`<select ...${tie} name="role">${ROLES.map((role) => html`<option key=${role} value=${role}>${t(`role.${role}`)}</option>`)}</select>`}<//>
    <${Field} label=${t("invite.language")}>${(tie) => html`<select ...${tie} name="language"><option value="ja" lang="ja" selected=${lang == "ja"}>日本語</option><option value="en" lang="en" selected=${lang == "en"}>English</option></select>`}<//>
    <button class="btn primary" type="submit" aria-disabled=${busy}>${t("invite.send")}</button>
  </form>`;
}
