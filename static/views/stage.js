/** A stage: watch, hear, and talk about it. */
import { html, useFair } from "../html.js";
import { Bones } from "../parts/blank.js";
import { Chat } from "../parts/chat.js";
import { useScope } from "../parts/following.js";
import { Icon } from "../parts/icon.js";
import { Live } from "../parts/styles.js";
import { Heading, Page } from "../parts/page.js";
import { Player } from "../parts/player.js";
import { around, Slate, StageBadge } from "../parts/slate.js";
import { Both } from "../parts/text.js";
import { useCountSaid } from "../parts/here.js";
import { hereZone } from "../times.js";
import { side } from "../words.js";
import { Refused } from "./refused.js";

/** The stage as its scope tells it, with its sessions from the edition's timetable. */
export function useStage(place) {
  const { state } = useFair();
  const timetable = useScope(state.start.edition && `timetable:${state.start.edition}`);
  const sessions = Object.values(timetable.held?.sessions ?? {})
    .filter((session) => session.place == place && !session.cancelled).sort((a, b) => a.starts_at.localeCompare(b.starts_at));
  const held = state.scopes[`stage:${place}`];
  const zone = state.start.zone ?? hereZone();
  return { held, zone, stage: held?.state?.stage?.[place] && { ...held.state.stage[place], sessions }, door: state.doors[`place ${place}`], here: state.here[place] };
}

export function Stage({ place }) {
  const { lang, rich, state, t, times } = useFair();
  const { held, zone, stage, door, here } = useStage(place);
  useCountSaid(here?.count, "stage.said");
  if (door?.refusal) return html`<${Refused} status=${door.refusal.code == "place.unknown" ? "404" : "403"} error=${door.refusal} />`;
  if (!stage) return html`<${Page} title=${t("loading")}><${Heading}>${t("loading")}<//><div class="frame"></div><${Bones} /><//>`;

  const { current } = around(stage.sessions, times.now());
  const watched = ["on_air", "interrupted"].includes(stage.state);
  const title = current?.title ?? stage.name;
  const runs = state.start.roles.some((role) => ["operator", "organiser"].includes(role));
  const figure = html`<span class="fig">${here?.count ?? "–"}</span>`;
  return html`<${Page} title=${side(title, lang).text}>
    <div class="grid theatre">
      <div class="stack">
        <p class="back"><a href="/hall"><${Icon} name="left" />${t("booth.back")}</a></p>
        <${Player} place=${place} on=${stage.state == "on_air"} slate=${html`<${Slate} stage=${stage} zone=${zone} />`}>
          <span class="tl"><${StageBadge} state=${stage.state} /><span class="tag"><${Icon} name="eye" />${rich(watched ? "stage.watching" : "stage.waiting", { count: here?.count ?? 0, figure })}</span></span>
        <//>
        <header class="stack snug"><${Heading}><${Both} text=${title} /><//>
          <p class="line small soft">${current && html`<span><time>${times.clock(current.starts_at, zone)}–${times.clock(current.ends_at, zone)}</time> ${times.zone(zone)}</span>`}
            <span><${Both} text=${stage.name} /></span>
            ${runs && html`<a class="end" href=${`/stages/${place}/board`}>${t("stage.board")}</a>`}</p></header>
      </div>
      <${Chat} place=${place} held=${held} zone=${zone} />
    </div>
  <//>`;
}
