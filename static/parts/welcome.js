/** The page of people who are still outside: the sea on one side, one thing to do on the other. */
import { html, useFair } from "../html.js";
import { Mon, Scene } from "./icon.js";
import { useTitle } from "./page.js";
import { Tools } from "./tools.js";

export function Welcome({ title, children }) {
  const { t, rich } = useFair();
  useTitle(title);
  return html`<div class="welcome">
    <aside aria-label=${t("welcome.about")}>
      <p class="line"><${Mon} /><strong>${t("brand")}</strong></p>
      <${Scene} />
      <p class="display">${rich("welcome.line", { br: html`<br />` })}</p>
    </aside>
    <main id="main" tabindex="-1"><div class="tools"><${Tools} /></div>${children}</main>
  </div>`;
}
