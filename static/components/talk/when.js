/** When a talk is. */
import { html, useApp } from "../../html.js";
import { hereZone } from "../../times.js";
import { Moment } from "../clock.js";
import { Icon } from "../icon.js";

/** When a talk is, in the event's zone and mine; and when it was to be. */
export function When({ talk }) {
  const { client, state, t, times } = useApp();
  const zone = state.start.zone ?? hereZone();
  return html`
    <p class="with-i">
      <${Icon} name="clock" />
      <span>
        <${Moment} at=${talk.starts_at} zone=${zone} mine=${client.me().zone} />${" "}
        ${t("talk.until", { at: times.clock(talk.ends_at, zone) })} · ${times.zone(zone, talk.starts_at)}
      </span>
    </p>
    ${talk.moved_from && html`
      <p class="note warn">
        <${Icon} name="warn" />
        <span>${t("talk.moved", { at: times.moment(talk.moved_from, zone) })}</span>
      </p>
    `}
  `;
}
