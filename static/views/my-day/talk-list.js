/** The talks to which I am invited; nobody else sees them. */
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";

export function TalkList({ talks }) {
  const { t } = useApp();
  return html`
    <section class="stack snug" aria-labelledby="talks">
      <h2 id="talks">${t("hall.talks")}</h2>
      <div class="card flush">
        <ul class="rows">
          ${talks.map((talk) => html`
            <li key=${talk.id}>
              <${Icon} name="chat" />
              <div>
                <a href=${`/talks/${talk.id}`}>
                  <${Localized} text=${talk.name} />
                </a>
              </div>
            </li>
          `)}
        </ul>
      </div>
    </section>
  `;
}
