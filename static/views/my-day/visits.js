/** The booths where I talked with somebody: what they wrote to me, and the way back to my notes and contacts. */
import { ownState } from "../../client/selectors.js";
import { Localized, UserText } from "../../components/text.js";
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
  const thanks = ownState(state)?.thanks?.[talk.id];
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
      ${thanks && html`
        <div class="more stack tight">
          ${thanks.outcome && html`
            <p class="line tight">
              <span class="badge line">${t(`visits.outcome.${thanks.outcome}`)}</span>
              ${thanks.next_step && html`<span class="badge mine">${t(`visits.next.${thanks.next_step}`)}</span>`}
            </p>
          `}
          <p class="small">
            <${UserText}>${thanks.text}<//>
          </p>
        </div>
      `}
    </li>
  `;
}
