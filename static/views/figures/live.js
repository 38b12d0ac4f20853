/** Head-counts of this moment, from presence; what is reported comes from attendance. */
import { countOf, useCounts } from "../../components/count.js";
import { Localized } from "../../components/text.js";
import { useAnnouncedCount } from "../../components/use-announced-count.js";
import { html, useApp } from "../../html.js";
import { localized } from "../../words.js";
import { Figure } from "./figure.js";

export function LiveNow({ edition, zone, places }) {
  const { state, lang, t } = useApp();
  const { start, lostAt } = state;
  const counts = useCounts();
  const mine = start.edition === edition;
  const all = mine ? countOf(counts, start.hall) : null;
  useAnnouncedCount(all, "figures.live.said");
  if (!mine)
    return html`
      <section class="card" aria-labelledby="live">
        <h2 id="live">${t("figures.live")}</h2>
        <p class="small soft">${t("figures.live.elsewhere")}</p>
      </section>
    `;
  const rows = places
    .filter((place) => place.kind !== "hall" && countOf(counts, place.place) > 0)
    .map((place) => ({ ...place, count: countOf(counts, place.place) }))
    .sort((a, b) => b.count - a.count || a.place - b.place);
  const list = (title, place) => ({
    kind: "people",
    zone,
    title,
    what: t("figures.what.live"),
    ask: { edition, ...(place && { place }), figure: "live" },
  });
  return html`
    <section class="card" aria-labelledby="live">
      <div class="line">
        <h2 id="live">${t("figures.live")}</h2>
        <span class="end">
          <${Freshness} zone=${zone} lostAt=${lostAt} />
        </span>
      </div>
      <div class="big-figure">
        <${Figure} value=${all} label=${t("figures.live")} list=${list(t("figures.live"))} big=${true} />
        <small>${t("figures.what.live")}</small>
      </div>
      ${rows.length ? html`
        <div class="scroll tall" tabindex="0" role="group" aria-labelledby="live">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">${t("figures.place")}</th>
                <th scope="col" class="num">
                  ${t("figures.now")}
                </th>
              </tr>
            </thead>
            <tbody>
              ${rows.map((row) => html`
                <tr key=${row.place}>
                  <th scope="row">
                    <${Localized} text=${row.name} />
                  </th>
                  <td class="num">
                    <${Figure}
                      value=${row.count}
                      label=${`${localized(row.name, lang).text} ${t("figures.now")}`}
                      list=${list(localized(row.name, lang).text, row.place)}
                    />
                  </td>
                </tr>
              `)}
            </tbody>
          </table>
        </div>
        <p class="tiny faint">${t("figures.live.hall")}</p>
      ` : html`
        <p class="small soft">${t("figures.live.none")}</p>
      `}
    </section>
  `;
}

function Freshness({ zone, lostAt }) {
  const { t, times } = useApp();
  if (lostAt)
    return html`
      <span class="badge warn">
        ${t("hall.stale", { time: times.seconds(lostAt + times.offset(), zone) })}
      </span>
    `;
  return html`
    <span class="badge live">
      <i class="lamp"></i>
      ${t("figures.live.badge")}
    </span>
  `;
}
