/** The page of a stage: its player and its chat. */
import { runsStages } from "../../client/permissions.js";
import { entryOf, scopeState } from "../../client/selectors.js";
import { useNow } from "../../components/clock.js";
import { Chat } from "../../components/chat/chat.js";
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { currentAndNext, StageBadge, StagePlaceholder } from "../../components/stage-placeholder.js";
import { Localized } from "../../components/text.js";
import { useAnnouncedCount } from "../../components/use-announced-count.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp } from "../../html.js";
import { stageStanding } from "../../stage-standing.js";
import { sessionsAt } from "../../timetable.js";
import { hereZone } from "../../times.js";
import { localized } from "../../words.js";
import { Player } from "./player.js";

const LOOK_MS = 15_000;

/** A stage's state with its sessions from the timetable, how entering it was answered, and who is there. */
export function useStage(place) {
  const { state } = useApp();
  const timetable = useScope(state.start.edition && `timetable:${state.start.edition}`);
  const sessions = sessionsAt(Object.values(timetable.held?.sessions ?? {}), place);
  // Known when both are here: what comes later would push away what is looked at already.
  const settled = timetable.held || timetable.refusal || !state.start.edition;
  const held = scopeState(state, `stage:${place}`);
  const zone = state.start.zone ?? hereZone();
  return {
    held,
    zone,
    stage: settled && held?.stage?.[place] && { ...held.stage[place], sessions },
    entry: entryOf(state, place),
    here: state.here[place],
  };
}

export function Stage({ place }) {
  const { lang, rich, state, t, times } = useApp();
  const now = useNow(LOOK_MS);
  const { held, zone, stage, entry, here } = useStage(place);
  useAnnouncedCount(here?.count, "stage.said");
  if (entry?.refusal) return html`<${ErrorPage} error=${entry.refusal} />`;
  if (!stage)
    return html`
      <${Page} title=${t("loading")}>
        <${Heading}>${t("loading")}<//>
        <div class="frame"></div>
        <${Skeleton} />
      <//>
    `;

  const { current } = currentAndNext(stage.sessions, now);
  const standing = stageStanding(stage.state, stage.sessions, now);
  const watched = ["on_air", "interrupted"].includes(stage.state);
  const title = current?.title ?? stage.name;
  const speaks = current?.speakers.some((person) => person.id === state.start.person.id);
  const runs = speaks || runsStages(state);
  const figure = html`<span class="fig">${here?.count ?? "–"}</span>`;
  return html`
    <${Page} title=${localized(title, lang).text}>
      <div class="grid watching">
        <div class="stack">
          <p class="back">
            <a href="/hall">
              <${Icon} name="left" />
              ${t("booth.back")}
            </a>
          </p>
          <${Player}
            place=${place}
            on=${stage.state === "on_air"}
            slate=${html`<${StagePlaceholder} stage=${stage} standing=${standing} zone=${zone} />`}
          >
            <span class="tl">
              <${StageBadge} standing=${standing} />
              <span class="tag">
                <${Icon} name="eye" />
                ${rich(watched ? "stage.watching" : "stage.waiting", { count: here?.count ?? 0, figure })}
              </span>
            </span>
          <//>
          <header class="stack snug">
            <${Heading}>
              <${Localized} text=${title} />
            <//>
            <p class="line small soft">
              ${current && html`
                <span>
                  <time>
                    ${times.clock(current.starts_at, zone)}–${times.clock(current.ends_at, zone)}
                  </time>${" "}
                  ${times.zone(zone)}
                </span>
              `}
              <span>
                <${Localized} text=${stage.name} />
              </span>
              ${runs && html`
                <a class="end" href=${`/stages/${place}/board`}>
                  ${t("stage.board")}
                </a>
              `}
            </p>
          </header>
        </div>
        <${Chat} place=${place} messages=${held?.messages} zone=${zone} />
      </div>
    <//>
  `;
}
