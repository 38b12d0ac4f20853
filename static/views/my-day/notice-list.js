/** All notices that are for me now, also those that I have put away. */
import { noticesFor } from "../../client/notices.js";
import { useNow } from "../../components/clock.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";

const LOOK_MS = 15_000;

export function NoticeList({ zone }) {
  const { state, t, times } = useApp();
  const now = useNow(LOOK_MS);
  const notices = noticesFor(state, now, undefined);
  if (!notices.length) return null;
  return html`
    <section class="card" aria-labelledby="notices">
      <h2 id="notices">${t("notices.title")}</h2>
      <ul class="rows">
        ${notices.map((notice) => html`
          <li key=${notice.id}>
            <time class="tiny faint fig" datetime=${notice.at}>
              ${times.clock(notice.at, zone)}
            </time>
            <p class="small">
              <${Localized} text=${notice.text} />
            </p>
          </li>
        `)}
      </ul>
    </section>
  `;
}
