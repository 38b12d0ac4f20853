/** The people with whom I am not to be brought together; nobody else is told. */
import { ownState } from "../../client/selectors.js";
import { UserText } from "../../components/text.js";
import { html, useApp } from "../../html.js";

export function Blocks() {
  const { client, state, t } = useApp();
  const blocks = Object.values(ownState(state)?.blocks ?? {});
  if (!blocks.length) return null;
  const lift = (person) =>
    client.act("block.lift", { person }).then(
      () => client.notify("blocks.lifted"),
      (refused) => client.notifyError(refused),
    );
  return html`
    <section class="card" aria-labelledby="blocks">
      <h2 id="blocks">${t("blocks.title")}</h2>
      <p class="small soft">${t("blocks.what")}</p>
      <ul class="rows">
        ${blocks.map(({ person, name }) => html`
          <li key=${person}>
            <${UserText}>${name}<//>
            <button class="btn little end" type="button" onClick=${() => lift(person)}>
              ${t("blocks.lift")}
              <span class="vh">: ${name}</span>
            </button>
          </li>
        `)}
      </ul>
    </section>
  `;
}
