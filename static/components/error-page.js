/** The page instead of a view: not found, not allowed, or a fault; it says why and where to go. */
import { html, useApp } from "../html.js";
import { Mon } from "./icon.js";
import { Heading, Page } from "./page.js";

const HOMES = {
  "/hall": "refused.to-hall",
  "/season": "refused.to-season",
  "/sign-in": "refused.to-sign-in",
};

/** What a refusal would be in HTTP: unknown, not allowed, or a fault that may pass. */
function statusOf({ code }) {
  if (/^(place|edition|year|page)\.unknown$/.test(code)) return "404";
  return /^(permission|place|scope|login|page|edition)\./.test(code) ? "403" : "500";
}

/**
 * `error` says why, `status` what kind of page it is when it is not the error's own.
 * @param {{status?: string, error?: any}} props
 */
export function ErrorPage({ error, status = statusOf(error) }) {
  const { client, state, t } = useApp();
  const kind = ["403", "404"].includes(status) ? status : "500";
  const home = !state.start?.person ? "/sign-in" : state.start.roles.length ? "/hall" : "/season";
  const text = error ? client.errorText(error) : t(`refused.${kind}.what`);
  return html`
    <${Page} title=${t(`refused.${kind}`)}>
      <div class="card empty-state refused">
        <${Mon} name=${kind === "500" ? "nami" : "noren"} />
        <${Heading}>${t(`refused.${kind}`)}<//>
        <p>${text}</p>
        <p class="line">
          ${kind === "500" && html`
            <button class="btn primary" type="button" onClick=${() => location.reload()}>
              ${t("reload")}
            </button>
          `}
          <a class=${kind === "500" ? "btn" : "btn primary"} href=${home}>
            ${t(HOMES[home])}
          </a>
        </p>
      </div>
    <//>
  `;
}
