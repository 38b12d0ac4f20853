/** Notes about the connection: that it is lost and what is kept, and that the page has to be reloaded. */
import { html, useApp } from "../html.js";
import { Icon } from "./icon.js";

export function Lost() {
  const { state, t } = useApp();
  if (state.link !== "lost") return null;
  const waiting = state.pending.filter((one) => !one.message).length;
  return html`
    <div class="note warn lost">
      <${Icon} name="nosignal" />
      <span>
        <b>${t(state.lostWhy?.key ?? "link.lost", state.lostWhy?.params)}</b>${" "}
        ${waiting ? t("link.kept.pending", { count: waiting }) : t("link.kept")}
      </span>
    </div>
  `;
}

export function Outdated() {
  const { state, t } = useApp();
  if (state.link !== "outdated") return null;
  return html`
    <section class="outdated" aria-label=${t("toasts")}>
      <p>
        <${Icon} name="info" />
        <span>
          <b>${t("link.outdated")}</b> ${t("link.outdated.kept")}
        </span>
        <button class="btn primary little" type="button" onClick=${() => location.reload()}>
          ${t("reload")}
        </button>
      </p>
    </section>
  `;
}
