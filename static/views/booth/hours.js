/** When a booth is open, day by day: in the person's time, with the venue's time beside it where they differ. */
import { useNow } from "../../components/clock.js";
import { Icon } from "../../components/icon.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";

export function Hours({ booth, openings, mine }) {
  const { t } = useApp();
  const now = useNow(30_000);
  const own = openings
    .filter((one) => booth.openings.includes(one.id))
    .sort((a, b) => a.opens_at.localeCompare(b.opens_at));
  return html`
    <section class="card first" aria-labelledby="hours">
      <h2 id="hours">${t("hours.title")}</h2>
      ${!own.length ? html`
        <p class="small soft">${t("hours.none")}</p>
      ` : html`
        <ul class="rows">
          ${own.map((one) => html`
            <li key=${one.id}>
              <${Icon} name=${one.online ? "screen" : "stall"} />
              <div>
                <b>
                  <${Localized} text=${one.venue} />
                </b>${" "}
                <span class="badge line">${t(one.online ? "filter.online" : "filter.onsite")}</span>
                <${Span} from=${one.opens_at} to=${one.closes_at} zone=${one.zone} mine=${mine} />
              </div>
              ${stateOf(one, now, t)}
            </li>
          `)}
        </ul>
      `}
    </section>
  `;
}

function Span({ from, to, zone, mine }) {
  const { t, times } = useApp();
  const span = (there) => html`
    ${times.day(from, there)}${" "}
    <span class="nb">
      ${times.clock(from, there)}–
      ${times.day(from, there) !== times.day(to, there) && `${times.day(to, there)} `}
      ${times.clock(to, there)}
    </span>
  `;
  if (!mine || !times.differ(from, zone, mine))
    return html`
      <p class="small">
        <time datetime=${from}>${span(zone)}</time> ${times.zone(zone, new Date(from))}
      </p>
    `;
  return html`
    <p class="small">
      <b>${t("clock.mine")}</b> <time datetime=${from}>${span(mine)}</time>
    </p>
    <p class="tiny faint">
      ${span(zone)} ${times.zone(zone, new Date(from))}
    </p>
  `;
}

function stateOf({ opens_at, closes_at }, now, t) {
  if (now >= new Date(closes_at)) return html`<span class="badge line">${t("hours.over")}</span>`;
  return now >= new Date(opens_at) && html`<span class="badge open">${t("hours.now")}</span>`;
}
