/** The browsers I am signed in on; each can be signed out from here. */
import { html, useFair, useRef } from "../html.js";
import { Bones } from "./blank.js";
import { Moment } from "./clock.js";
import { Icon } from "./icon.js";

export function Logins() {
  const { fair, state, t } = useFair();
  const { person, login } = state.start;
  const heading = useRef();
  const logins = state.scopes[`person:${person.id}`]?.state?.logins;
  const list = Object.values(logins ?? {}).sort((a, b) => Number(b.id == login) - Number(a.id == login) || b.created_at.localeCompare(a.created_at));
  const zone = fair.me().zone;
  const revoke = (one) => fair.act("login.revoke", { login: one.id }).then(
    () => {
      fair.tell("logins.done");
      heading.current?.focus();
    },
    (error) => fair.tellError(error));
  return html`<section class="card" aria-labelledby="logins"><h2 id="logins" tabindex="-1" ref=${heading}>${t("logins.title")}</h2>
    ${!logins && html`<${Bones} />`}
    ${logins && !list.length && html`<p class="small soft">${t("logins.none")}</p>`}
    <ul class="rows">${list.map((one) => html`<li key=${one.id}><${Icon} name="screen" />
      <div><b><bdi>${one.browser || t("logins.unknown")}</bdi></b> ${one.id == login && html`<span class="badge open">${t("logins.this")}</span>`}
        <p class="tiny faint">${t("logins.since")} <${Moment} at=${one.created_at} zone=${zone} /></p></div>
      ${one.id != login && html`<button class="btn little" type="button" onClick=${() => revoke(one)}>${t("logins.revoke")}<span class="vh">: ${one.browser}</span></button>`}</li>`)}</ul>
  </section>`;
}
