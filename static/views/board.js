/** The operator's board: what the audience sees, what arrives, and the four states of the stage. */
import { html, useFair, useState } from "../html.js";
import { Bones } from "../parts/blank.js";
import { Dialog } from "../parts/dialog.js";
import { FairClock } from "../parts/clock.js";
import { useScope } from "../parts/following.js";
import { Health } from "../parts/health.js";
import { Keys } from "../parts/keys.js";
import { Heading, Page } from "../parts/page.js";
import { Player } from "../parts/player.js";
import { Slate, StageBadge } from "../parts/slate.js";
import { Source } from "../parts/source.js";
import { Both } from "../parts/text.js";
import { Count } from "../parts/count.js";
import { side } from "../words.js";
import { Refused } from "./refused.js";
import { useStage } from "./stage.js";

const STATES = [["off_air", ""], ["standby", "hold"], ["on_air", "on"], ["ended", ""]];

export function Board({ place }) {
  const { fair, state, lang, t } = useFair();
  const { stage, door, here, zone } = useStage(place);
  const desk = useScope(`stage:${place}/desk`);
  const { keys } = desk.held ?? {};
  const refusal = door?.refusal ?? desk.refusal;
  if (refusal) return html`<${Refused} status=${refusal.code == "place.unknown" ? "404" : "403"} error=${refusal} />`;
  if (!stage) return html`<${Page} title=${t("loading")}><${Heading}>${t("loading")}<//><${Bones} /><//>`;
  const health = state.health[place];
  return html`<${Page} title=${`${t("board.title")}: ${side(stage.name, lang).text}`}>
    <header class="head"><${Heading}><${Both} text=${stage.name} /><//><${StageBadge} state=${stage.state} />
      <${Count} count=${here?.count} label="stage.watching" /><span class="end"><${FairClock} zone=${zone} mine=${fair.me().zone} /></span></header>
    <${Steps} place=${place} now=${stage.state} picture=${health?.publishing} />
    <div class="grid cols-2">
      <section class="card" aria-labelledby="seen"><h2 id="seen">${t("board.seen")}</h2>
        <${Player} place=${place} on=${Boolean(health?.publishing)} quiet=${true} slate=${html`<${Slate} stage=${stage} zone=${zone} />`}>
          <span class="tl"><${StageBadge} state=${stage.state} /></span><span class="br"><span class="tag">${t("board.preview")}</span></span><//>
        <h3>${t("board.arrives")}</h3><${Health} health=${health} /></section>
      <div class="stack"><${Source} place=${place} busy=${Boolean(health?.publishing)} /><${Keys} place=${place} keys=${keys} /></div>
    </div>
  <//>`;
}

/** Interrupted is on air without a picture: the operator's wish stays pressed. */
function Steps({ place, now, picture }) {
  const { fair, t } = useFair();
  const [ending, setEnding] = useState(false);
  const wish = now == "interrupted" ? "on_air" : now;
  const put = (state) => fair.act("stage.put", { place, state });
  const press = (state) => {
    if (state == wish) return;
    if (state == "ended") setEnding(true);
    else put(state).catch((refused) => fair.tellError(refused));
  };
  return html`<div class="stack snug">
    <div class="steps" role="group" aria-label=${t("board.states")}>${STATES.map(([state, tone]) => html`
      <button key=${state} class=${tone} type="button" aria-pressed=${state == wish} onClick=${() => press(state)}>${t(`board.${state}`)}</button>`)}</div>
    <p class="hint">${t(now == "interrupted" && !picture ? "board.no-picture" : `board.${now}.what`)}</p>
    ${ending && html`<${Dialog} title=${t("board.end.sure")} action=${t("board.ended")} harm=${true} onDo=${() => put("ended")} onClose=${() => setEnding(false)}><p>${t("board.end.what")}</p><//>`}
  </div>`;
}
