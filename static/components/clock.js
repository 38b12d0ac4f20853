/** Clocks: the fair's time in the event's zone, and one moment; the person's own time beside it where it differs. */
import { html, useApp, useEffect, useState } from "../html.js";

export function useNow(everyMs = 1000) {
  const { times } = useApp();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return times.now();
}

export function FairClock({ zone, mine }) {
  const { t, times } = useApp();
  const now = useNow();
  const beside = mine && times.differ(now, zone, mine);
  return html`
    <span class="clock small soft">
      ${times.day(now, zone)}${" "}
      <time class="fig" datetime=${now.toISOString()}>
        ${times.clock(now, zone)}
      </time>${" "}
      ${times.zone(zone, now)}
      ${beside && html`
        <span class="nb">
          ${" "}
          · ${t("clock.mine")} ${times.day(now, mine) !== times.day(now, zone) && times.day(now, mine)}${" "}
          <b class="fig">${times.clock(now, mine)}</b>
        </span>
      `}
    </span>
  `;
}

/** One moment in the event's zone, followed by the person's own time when the clocks differ. */
export function Moment({ at, zone, mine }) {
  const { t, times } = useApp();
  const beside = mine && times.differ(at, zone, mine);
  const other = beside && times.day(at, mine) !== times.day(at, zone) ? times.moment : times.clock;
  return html`
    <time datetime=${at}>${times.moment(at, zone)}</time>
    ${beside && html`
      <span class="faint">
        ${" "}
        (${t("clock.mine")} ${other(at, mine)})
      </span>
    `}
  `;
}
