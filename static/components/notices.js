/** The newest notice that I have not put away, above every page. */
import { noticesFor, putAway, putNoticeAway } from "../client/notices.js";
import { html, useApp, useState } from "../html.js";
import { routeOf } from "../routes.js";
import { useNow } from "./clock.js";
import { Icon } from "./icon.js";
import { Localized } from "./text.js";

const LOOK_MS = 15_000;

export function Notices() {
  const { state, t, times } = useApp();
  const [away, setAway] = useState(putAway);
  const now = useNow(LOOK_MS);
  const notice = noticesFor(state, now, routeOf(state.path)?.place || undefined).find(
    (one) => !away.includes(one.id),
  );
  if (!notice) return null;
  const close = () => {
    putNoticeAway(notice.id);
    setAway([...away, notice.id]);
  };
  return html`
    <section class="note notice" aria-label=${t("notices.title")}>
      <${Icon} name="megaphone" />
      <span>
        <time class="fig" datetime=${notice.at}>
          ${times.clock(notice.at, state.start.zone)}
        </time>${" "}
        <${Localized} text=${notice.text} />
      </span>
      <button class="btn quiet icon little" type="button" onClick=${close}>
        <${Icon} name="x" />
        <span class="vh">${t("notices.close")}</span>
      </button>
    </section>
  `;
}
