/** Until when the fair is open, or from when. */
import { html, useApp } from "../html.js";

/** The opening day that is on now, or comes next, or else was the last. */
function openingOf({ openings }, now) {
  const sorted = [...openings].sort((a, b) => a.opens_at.localeCompare(b.opens_at));
  return sorted.find((one) => now < new Date(one.closes_at)) ?? sorted.at(-1);
}

export function FairHours({ edition }) {
  const { t, times } = useApp();
  const now = times.now();
  const opening = openingOf(edition, now);
  if (!opening) return null;
  const hours =
    now < new Date(opening.opens_at)
      ? ["hall.from", opening.opens_at]
      : now < new Date(opening.closes_at)
        ? ["hall.until", opening.closes_at]
        : null;
  if (!hours) return html`<span class="small soft">· ${t("hall.over")}</span>`;
  const other = times.day(now, edition.zone) !== times.day(hours[1], edition.zone);
  return html`
    <span class="small soft">
      · ${t(hours[0], { time: (other ? times.moment : times.clock)(hours[1], edition.zone) })}
    </span>
  `;
}
