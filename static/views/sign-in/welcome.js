/** The frame of the pages for who is not signed in yet. */
import { Mon, Scene } from "../../components/icon.js";
import { useTitle } from "../../components/page.js";
import { PreferenceButtons } from "../../components/preference-buttons.js";
import { html, useApp } from "../../html.js";

export function Welcome({ title, children }) {
  const { t, rich } = useApp();
  useTitle(title);
  return html`
    <div class="welcome">
      <aside aria-label=${t("welcome.about")}>
        <p class="line">
          <${Mon} />
          <strong>${t("brand")}</strong>
        </p>
        <${Scene} />
        <p class="display">${rich("welcome.line", { br: html`<br />` })}</p>
      </aside>
      <main id="main" tabindex="-1">
        <div class="tools">
          <${PreferenceButtons} />
        </div>
        ${children}
      </main>
    </div>
  `;
}
