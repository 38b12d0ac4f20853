/** My talks that are not over; nobody else sees them. */
import { Localized } from "../../components/text.js";
import { When } from "../../components/talk/when.js";
import { useOthers } from "../../components/talk/who.js";
import { html, useApp } from "../../html.js";

export function TalkList({ talks }) {
  const { t } = useApp();
  return html`
    <section class="card" aria-labelledby="talks">
      <h2 id="talks">${t("hall.talks")}</h2>
      <ul class="rows">
        ${talks.map((talk) => html`
          <${Row} key=${talk.id} talk=${talk} />
        `)}
      </ul>
    </section>
  `;
}

function Row({ talk }) {
  const { t } = useApp();
  const { names } = useOthers(talk);
  return html`
    <li>
      <div class="small">
        <a href=${`/talks/${talk.id}`}>${t("talk.with", { names })}</a>
        <p class="tiny faint">
          <${Localized} text=${talk.place_name} />
        </p>
        <${When} talk=${talk} />
      </div>
    </li>
  `;
}
