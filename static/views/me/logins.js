/** The browsers on which I am signed in, each with a button to sign it out. */
import { ownState } from "../../client/selectors.js";
import { Moment } from "../../components/clock.js";
import { Skeleton } from "../../components/empty-state.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useRef } from "../../html.js";

export function Logins() {
  const { client, state, t } = useApp();
  const { login } = state.start;
  const heading = useRef();
  const logins = ownState(state)?.logins;
  const list = Object.values(logins ?? {}).sort(
    (a, b) => Number(b.id === login) - Number(a.id === login) || b.created_at.localeCompare(a.created_at),
  );
  const zone = client.me().zone;
  const revoke = (one) =>
    client.act("login.revoke", { login: one.id }).then(
      () => {
        client.notify("logins.done");
        heading.current?.focus();
      },
      (error) => client.notifyError(error),
    );
  return html`
    <section class="card" aria-labelledby="logins">
      <h2 id="logins" tabindex="-1" ref=${heading}>
        ${t("logins.title")}
      </h2>
      ${!logins && html`<${Skeleton} />`}
      ${logins && !list.length && html`<p class="small soft">${t("logins.none")}</p>`}
      <ul class="rows">
        ${list.map((one) => html`
          <li key=${one.id}>
            <${Icon} name="screen" />
            <div>
              <b>
                <bdi>${one.browser || t("logins.unknown")}</bdi>
              </b>${" "}
              ${one.id === login && html`<span class="badge open">${t("logins.this")}</span>`}
              <p class="tiny faint">
                ${t("logins.since")} <${Moment} at=${one.created_at} zone=${zone} />
              </p>
            </div>
            ${one.id !== login && html`
              <button class="btn little" type="button" onClick=${() => revoke(one)}>
                ${t("logins.revoke")}
                <span class="vh">: ${one.browser}</span>
              </button>
            `}
          </li>
        `)}
      </ul>
    </section>
  `;
}
