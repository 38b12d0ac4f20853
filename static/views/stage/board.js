/** The page of a stage's operator, or of who speaks there now: preview, health of the media, keys, the four states. */
import { runsStages } from "../../client/permissions.js";
import { FairClock, useNow } from "../../components/clock.js";
import { Count } from "../../components/count.js";
import { Dialog } from "../../components/dialog.js";
import { Skeleton } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { StageBadge, StagePlaceholder } from "../../components/stage-placeholder.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useState } from "../../html.js";
import { stageStanding } from "../../stage-standing.js";
import { localized } from "../../words.js";
import { CameraPublisher } from "./camera-publisher.js";
import { Health } from "./health.js";
import { Keys } from "./keys.js";
import { Player } from "./player.js";
import { useStage } from "./stage.js";

const LOOK_MS = 15_000;
const STATES = [
  ["off_air", ""],
  ["standby", "hold"],
  ["on_air", "on"],
  ["ended", ""],
];

export function Board({ place }) {
  const { client, state, lang, t } = useApp();
  const now = useNow(LOOK_MS);
  const { stage, entry, here, zone } = useStage(place);
  const desk = useScope(`stage:${place}/desk`);
  const { keys } = desk.held ?? {};
  const refusal = entry?.refusal ?? desk.refusal;
  if (refusal) return html`<${ErrorPage} error=${refusal} />`;
  if (!stage)
    return html`
      <${Page} title=${t("loading")}>
        <${Heading}>${t("loading")}<//>
        <${Skeleton} />
      <//>
    `;
  const health = state.health[place];
  const standing = stageStanding(stage.state, stage.sessions, now);
  return html`
    <${Page} title=${`${t("board.title")}: ${localized(stage.name, lang).text}`}>
      <header class="head">
        <${Heading}>
          <${Localized} text=${stage.name} />
        <//>
        <${StageBadge} standing=${stage.state} />
        <${Count} count=${here?.count} label="stage.watching" />
        <span class="end">
          <${FairClock} zone=${zone} mine=${client.me().zone} />
        </span>
      </header>
      <${Steps} place=${place} now=${stage.state} picture=${health?.publishing} />
      <div class="grid cols-2">
        <section class="card" aria-labelledby="seen">
          <h2 id="seen">${t("board.seen")}</h2>
          <${Player}
            place=${place}
            on=${Boolean(health?.publishing)}
            quiet=${true}
            slate=${html`<${StagePlaceholder} stage=${stage} standing=${standing} zone=${zone} />`}
          >
            <span class="tl">
              <${StageBadge} standing=${stage.state} />
            </span>
            <span class="br">
              <span class="tag">${t("board.preview")}</span>
            </span>
          <//>
          <h3>${t("board.arrives")}</h3>
          <${Health} health=${health} />
        </section>
        <div class="stack">
          <${CameraPublisher} place=${place} busy=${Boolean(health?.publishing)} />
          ${runsStages(state) && html`<${Keys} place=${place} keys=${keys} />`}
        </div>
      </div>
    <//>
  `;
}

/**
 * The stage's states as buttons. "Interrupted" means on air without a picture: "on air" stays pressed, and no longer
 * looks as if it were.
 */
function Steps({ place, now, picture }) {
  const { client, t } = useApp();
  const [ending, setEnding] = useState(false);
  const interrupted = now === "interrupted";
  const wish = interrupted ? "on_air" : now;
  const put = (state) => client.act("stage.set_state", { place, state });
  const press = (state) => {
    if (state === wish) return;
    if (state === "ended") setEnding(true);
    else put(state).catch((refused) => client.notifyError(refused));
  };
  return html`
    <div class="stack snug">
      <div class="steps" role="group" aria-label=${t("board.states")}>
        ${STATES.map(([state, tone]) => html`
          <button
            key=${state}
            class=${interrupted && state === wish ? "hold" : tone}
            type="button"
            aria-pressed=${state === wish}
            onClick=${() => press(state)}
          >
            ${t(`board.${state}`)}
          </button>
        `)}
      </div>
      ${interrupted ? html`
        <p class="note warn" role="alert">
          <${Icon} name="warn" />
          <span>
            <b>${t("board.interrupted")}</b> ${t(picture ? "board.interrupted.what" : "board.no-picture")}
          </span>
        </p>
      ` : html`
        <p class="hint">${t(`board.${now}.what`)}</p>
      `}
      ${ending && html`
        <${Dialog}
          title=${t("board.end.sure")}
          action=${t("board.ended")}
          harm=${true}
          onDo=${() => put("ended")}
          onClose=${() => setEnding(false)}
        >
          <p>${t("board.end.what")}</p>
        <//>
      `}
    </div>
  `;
}
