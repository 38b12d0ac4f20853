/** 403, 404, 500: what happened, and the one next step. */
import { html, useFair } from "../html.js";
import { Mon } from "../parts/icon.js";
import { Heading, Page } from "../parts/page.js";

const HOMES = { "/hall": "refused.to-hall", "/season": "refused.to-season", "/sign-in": "refused.to-sign-in" };
/** A code that a page cannot be shown for, as a status. */
export const statusOf = ({ code }) => ({ "permission.denied": "403", "place.unknown": "404", "edition.unknown": "404", "year.unknown": "404" })[code] ?? "500";

/** @param {{status: string, error?: any}} props */
export function Refused({ status, error }) {
  const { fair, state, t } = useFair();
  const kind = ["403", "404"].includes(status) ? status : "500";
  const home = !state.start?.person ? "/sign-in" : state.start.roles.length ? "/hall" : "/season";
  const text = error ? fair.errorText(error) : t(`refused.${kind}.what`);
  return html`<${Page} title=${t(`refused.${kind}`)}>
    <div class="card blank refused"><${Mon} name=${kind == "500" ? "nami" : "noren"} />
      <${Heading}>${t(`refused.${kind}`)}<//><p>${text}</p>
      <p class="line">${kind == "500" && html`<button class="btn primary" type="button" onClick=${() => location.reload()}>${t("reload")}</button>`}
        <a class=${kind == "500" ? "btn" : "btn primary"} href=${home}>${t(HOMES[home])}</a></p></div><//>`;
}
