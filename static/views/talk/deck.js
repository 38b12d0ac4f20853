/** Inside a talk: the buttons under the faces. */
import { Icon } from "../../components/icon.js";
import { html, useApp } from "../../html.js";
import { othersIn } from "../../talk-standing.js";
import { Safety } from "./safety.js";
import { canShare } from "./use-screen.js";

const HOSTS = ["rep", "staff"];

/** `me`: the person of the talk who I am; `stream`: what I may send; `open`: which kinds of it are sent. */
export function Deck({ talk, me, stream, withMedia, open, onToggle, screen, onShare, onAsk, onLeave }) {
  const { client, t } = useApp();
  const others = othersIn(talk, client.me().id);
  const heard = open.audio && !me?.muted;
  const has = (kind) => stream?.getTracks().some((track) => track.kind === kind);
  return html`
    <div class="deck">
      ${has("audio") && html`
        <button
          class="btn"
          type="button"
          aria-pressed=${heard}
          aria-disabled=${Boolean(me?.muted)}
          onClick=${() => me?.muted || onToggle("audio")}
        >
          <${Icon} name=${heard ? "mic" : "muted"} />
          ${t(heard ? "talk.mic-on" : "talk.mic-off")}
        </button>
      `}
      ${has("video") && html`
        <button class="btn" type="button" aria-pressed=${open.video} onClick=${() => onToggle("video")}>
          <${Icon} name="cam" />
          ${t(open.video ? "talk.camera-on" : "talk.camera-off")}
        </button>
      `}
      ${withMedia && html`
        <button class="btn icon" type="button" onClick=${() => onAsk("settings")}>
          <${Icon} name="gear" />
          <span class="vh">${t("talk.settings")}</span>
        </button>
      `}
      ${withMedia && document.pictureInPictureEnabled && html`<${SmallWindow} />`}
      ${withMedia && canShare && html`
        <button class="btn" type="button" aria-pressed=${Boolean(screen)} onClick=${onShare}>
          <${Icon} name="screen" />
          ${t(screen ? "talk.screen.stop" : "talk.screen")}
        </button>
      `}
      <span class="end line">
        ${me && me.role !== "staff" && html`<${Help} talk=${talk} asked=${Boolean(me.help_at)} />`}
        <${Safety} talk=${talk} people=${others} onBlocked=${onLeave} />
        ${HOSTS.includes(me?.role) && html`
          <button class="btn" type="button" onClick=${() => onAsk("end")}>
            ${t("talk.end")}
          </button>
        `}
        <button class="btn leave" type="button" onClick=${onLeave}>
          <${Icon} name="leave" />
          ${t("talk.leave")}
        </button>
      </span>
    </div>
  `;
}

function Help({ talk, asked }) {
  const { client, t } = useApp();
  const ask = () =>
    client
      .act("talk.ask_for_help", { talk: talk.id, wanted: !asked })
      .catch((refused) => client.notifyError(refused));
  return html`
    <button class="btn" type="button" aria-pressed=${asked} onClick=${ask}>
      <${Icon} name="hand" />
      ${t(asked ? "talk.help.stop" : "talk.help")}
    </button>
  `;
}

/** The picture that is shown, in a small window above all others. */
function SmallWindow() {
  const { client, t } = useApp();
  const show = async () => {
    if (document.pictureInPictureElement) return document.exitPictureInPicture();
    const shown = /** @type {HTMLVideoElement|null} */ (
      document.querySelector(".frame.screen video, .face video:not([hidden])")
    );
    try {
      await shown?.requestPictureInPicture();
    } catch {
      client.notify("talk.small-window.none");
    }
  };
  return html`
    <button class="btn icon" type="button" onClick=${show}>
      <${Icon} name="eye" />
      <span class="vh">${t("talk.small-window")}</span>
    </button>
  `;
}
