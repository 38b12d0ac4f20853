/** What is wrong with the connection, what is kept, and what is happening. */
import { html, useFair } from "../html.js";
import { Icon } from "./icon.js";

export function Lost() {
  const { state, t } = useFair();
  if (state.link != "lost") return null;
  const waiting = state.pending.filter((one) => !one.message).length;
  return html`<div class="note warn lost"><${Icon} name="nosignal" /><span><b>${t("link.lost")}</b> ${
    waiting ? t("link.kept.pending", { count: waiting }) : t("link.kept")}</span></div>`;
}

export function Outdated() {
  const { state, t } = useFair();
  if (state.link != "outdated") return null;
  return html`<section class="outdated" aria-label=${t("toasts")}><p><${Icon} name="info" /><span><b>${t("link.outdated")}</b> ${t("link.outdated.kept")}</span>
    <button class="btn primary little" type="button" onClick=${() => location.reload()}>${t("reload")}</button></p></section>`;
}
