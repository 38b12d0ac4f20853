/** The page of the hall: what is on, the stages, and all booths with their status. */
import { entryOf, scopeState } from "../../client/selectors.js";
import { FairClock } from "../../components/clock.js";
import { PlaceCount } from "../../components/count.js";
import { EmptyState, Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { FairHours } from "../../components/fair-hours.js";
import { OnNow } from "../../components/on-now.js";
import { Heading, Page } from "../../components/page.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useEffect, useMemo } from "../../html.js";
import { localized } from "../../words.js";
import { BoothList, useBooths, useFiltered } from "./booth-list.js";
import { Filters } from "./filters.js";
import { StageList } from "./stage-list.js";

const NO_OPENINGS = [];

export function Hall() {
  const { client, state, lang, t } = useApp();
  const { hall, edition: editionId } = state.start;
  const entry = entryOf(state, hall);
  const held = scopeState(state, entry?.scope ?? `edition:${editionId}`);
  const edition = held?.edition?.[editionId];
  const openings = edition?.openings ?? NO_OPENINGS;
  const booths = useBooths(held?.places, openings, lang);
  const { filters, shown, filter, clear } = useFiltered(booths, openings);
  // Long, and drawn again only when what it shows has changed.
  const choosing = useMemo(
    () => html`<${Filters} booths=${booths} openings=${openings} filters=${filters} onChange=${filter} />`,
    [booths, openings, filters],
  );
  const zone = edition?.zone;
  const list = useMemo(
    () => html`
      <${BoothList}
        booths=${shown}
        openings=${openings}
        zone=${zone}
        unfolded=${shown.length < booths.length}
      />
    `,
    [shown, openings, zone],
  );
  const timetable = useScope(editionId && `timetable:${editionId}`);
  // Shown when both are here: what comes later would push away what is looked at already.
  const whole = held && (timetable.held || timetable.refusal);
  useReturn(state.from, whole);
  if (entry?.refusal && !state.start.roles.length) return html`<${NoSeat} edition=${editionId} />`;
  if (entry?.refusal) return html`<${ErrorPage} status="403" error=${entry.refusal} />`;
  if (!hall)
    return html`
      <${Page} title=${t("nav.hall")}>
        <${Heading}>${t("nav.hall")}<//>
        <div class="card">
          <${EmptyState} level=${2} title=${t("hall.none")}>
            <p>${t("hall.none.next")}</p>
          <//>
        </div>
      <//>
    `;

  const places = Object.values(held?.places ?? {});
  const stages = places.filter((place) => place.kind === "stage");
  const open = booths.filter((booth) => booth.standing === "open").length;

  return html`
    <${Page} title=${edition ? localized(edition.name, lang).text : t("nav.hall")}>
      <header class="head hall-head">
        <${Heading}>${edition ? html`<${Localized} text=${edition.name} />` : t("nav.hall")}<//>
        ${edition && html`
          <${PlaceCount} place=${hall} label="hall.count" />
          <${Stale} zone=${edition.zone} />
          <span class="end when">
            <${FairClock} zone=${edition.zone} mine=${client.me().zone} />${" "}
            <${FairHours} edition=${edition} />
          </span>
        `}
      </header>
      ${!whole && html`<${Coming} />`}
      ${whole && html`<${OnNow} edition=${editionId} mine=${true} />`}
      ${whole && stages.length > 0 && html`<${StageList} stages=${stages} edition=${editionId} />`}
      ${whole && (booths.length > 0 || !stages.length) && html`
        <section class="stack snug" aria-labelledby="booths">
          <div class="head">
            <h2 id="booths">${t("hall.booths")}</h2>
            ${booths.length > 0 && html`
              <span class="small soft">
                ${shown.length === booths.length
                  ? t("hall.open-of", { open, count: booths.length })
                  : t("hall.shown-of", { shown: shown.length, count: booths.length })}
              </span>
            `}
          </div>
          ${booths.length > 1 && choosing}
          ${!booths.length && html`
            <div class="card">
              <${EmptyState} title=${t("hall.empty")}>
                <p>${t("hall.empty.next")}</p>
              <//>
            </div>
          `}
          ${booths.length > 0 && !shown.length && html`
            <div class="card">
              <${EmptyState} title=${t("hall.no-match")}>
                <p>${t("hall.no-match.next", { count: booths.length })}</p>
                <button class="btn primary" type="button" onClick=${clear}>
                  ${t("hall.all")}
                </button>
              <//>
            </div>
          `}
          ${shown.length > 0 && list}
        </section>
      `}
    <//>
  `;
}

/** Whoever comes back from a booth finds its card again. */
function useReturn(from, whole) {
  useEffect(() => {
    const booth = whole && /^\/booths\/(\d+)/.exec(from ?? "")?.[1];
    if (!booth) return;
    // After the frame, which begins each page at its top.
    const request = requestAnimationFrame(() => {
      const card = document.getElementById(`booth-${booth}`);
      card?.closest("details")?.setAttribute("open", "");
      card?.scrollIntoView({ block: "center", behavior: "instant" });
      card?.querySelector("a")?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(request);
  }, [Boolean(whole)]);
}

/** In the place of everything until the hall is here. */
function Coming() {
  const { t } = useApp();
  return html`
    <div class="stack snug" aria-busy="true">
      <span class="vh">${t("hall.loading")}</span>
      <ul class="grid cols-3 booths">
        ${[1, 2, 3].map((n) => html`
          <li class="card" key=${n}>
            <${Skeleton} />
          </li>
        `)}
      </ul>
    </div>
  `;
}

/** For somebody who is signed in and not registered for the current edition. */
function NoSeat({ edition }) {
  const { t } = useApp();
  return html`
    <${Page} title=${t("nav.hall")}>
      <${Heading}>${t("nav.hall")}<//>
      <div class="card">
        <${EmptyState} level=${2} title=${t("hall.no-seat")}>
          <p>${t("hall.no-seat.next")}</p>
          <a class="btn primary" href=${edition ? `/editions/${edition}` : "/season"}>
            ${t("hall.no-seat.go")}
          </a>
        <//>
      </div>
    <//>
  `;
}

/** Without a connection, head-counts stand still: the time they are from. */
function Stale({ zone }) {
  const { client, state, t, times } = useApp();
  if (!state.lostAt || !client.store.counts) return null;
  return html`
    <span class="badge warn">
      ${t("hall.stale", { time: times.seconds(state.lostAt + times.offset(), zone) })}
    </span>
  `;
}
