/** For its representatives: their booth as the hall shows it, what was written there, their next presentation. */
import { scopeState } from "../../client/selectors.js";
import { deskOf, unreadAt } from "../../client/unread.js";
import { standingOf } from "../../booth-standing.js";
import { BoothCard } from "../../components/booth-card.js";
import { Moment, useNow } from "../../components/clock.js";
import { useWorking } from "../../components/count.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { MessageRow } from "./message-row.js";

const LOOK_MS = 15_000;

export function MyBooth({ booth, openings, sessions }) {
  const { client, state, t } = useApp();
  const now = useNow(LOOK_MS);
  const working = useWorking();
  const standing = standingOf(booth, openings, now, working(booth.id));
  const unread = unreadAt(state, booth.id);
  const line = Object.values(scopeState(state, deskOf(booth.id))?.line ?? {});
  const waiting = line.filter((ticket) => ticket.state === "waiting").length;
  const next = sessions
    .filter((one) => one.company?.booth === booth.id && !one.cancelled && new Date(one.ends_at) > now)
    .sort((a, b) => a.starts_at.localeCompare(b.starts_at))[0];
  return html`
    <section class="card" aria-labelledby=${`my-booth-${booth.id}`}>
      <div class="head">
        <h2 id=${`my-booth-${booth.id}`}>${t("day.booth")}</h2>
        <span class="end small soft">${t("day.booth.seen")}</span>
      </div>
      <ul class="grid booths">
        <${BoothCard} booth=${{ ...booth, standing }} />
      </ul>
      <p class="line">
        <a class="btn primary" href=${`/booths/${booth.id}/desk`}>
          <${Icon} name="ticket" />
          ${t("line.desk")}
          ${waiting > 0 && html`<span class="badge">${t("line.waiting", { count: waiting })}</span>`}
        </a>
        <a class="btn" href=${`/booths/${booth.id}`}>
          <${Icon} name="stall" />
          ${t("day.booth.enter")}
        </a>
        <a class="btn" href=${`/booths/${booth.id}/edit`}>
          <${Icon} name="pen" />
          ${t("booth.edit")}
        </a>
      </p>
      ${unread.length > 0 && html`
        <div class="head">
          <h3>${t("day.unread")}</h3>
          <span class="end fig">${unread.length}</span>
        </div>
        <ul class="rows">
          ${unread.map((message) => html`
            <${MessageRow} key=${message.id} message=${message} zone=${state.start.zone} />
          `)}
        </ul>
      `}
      ${next && html`
        <p class="small">
          ${t("day.booth.next")}${" "}
          <a href=${`/stages/${next.place}`}>
            <${Localized} text=${next.title} />
          </a>
          ${" · "}
          <${Moment} at=${next.starts_at} zone=${state.start.zone} mine=${client.me().zone} />
          ${" · "}
          <${Localized} text=${next.place_name} />
        </p>
      `}
    </section>
  `;
}
