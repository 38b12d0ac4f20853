/** The booths where I talked with somebody, and the way back to my notes and the contacts we exchanged. */
import { Localized } from "../../components/text.js";
import { useOthers } from "../../components/talk/who.js";
import { html, useApp } from "../../html.js";

export function Visits({ visits }) {
  const { t } = useApp();
  if (!visits.length) return null;
  return html`
    <section class="card" aria-labelledby="visits">
      <div class="head">
        <h2 id="visits">${t("visits.title")}</h2>
        <span class="end fig">${visits.length}</span>
      </div>
      <ul class="rows">
        ${visits.map((talk) => html`
          <${Visit} key=${talk.id} talk=${talk} />
        `)}
      </ul>
    </section>
  `;
}

function Visit({ talk }) {
  const { state, t, times } = useApp();
  const { names } = useOthers(talk);
  return html`
    <li>
      <time class="tiny faint fig" datetime=${talk.starts_at}>
        ${times.clock(talk.starts_at, state.start.zone)}
      </time>
      <div class="small">
        <a href=${`/booths/${talk.place}`}>
          <${Localized} text=${talk.place_name} />
        </a>
        <p class="tiny faint">${names}</p>
      </div>
      <a class="small" href=${`/talks/${talk.id}`}>
        ${t("visits.notes")}
        <span class="vh">
          : <${Localized} text=${talk.place_name} />
        </span>
      </a>
    </li>
  `;
}
