/** Plays a stage's picture and sound, reconnects by itself, and says in words what it is doing. */
import { Refusal } from "../../client/refusal.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { WhepReader } from "../../media/whep.js";

/** The reader, while `on`. `state`: connecting, live, interrupted, full or ended; `code`: why it ended. */
function useReader(place, on) {
  const [now, setNow] = useState(
    /** @type {{state: string, code?: string, streams?: MediaStream[]}} */ ({ state: "connecting" }),
  );
  const reader = useRef(null);
  useEffect(() => {
    if (!on) return;
    reader.current = new WhepReader({
      url: `/whep/${place}`,
      onState: (state, code) => setNow({ state, code }),
    });
    setNow({ state: "connecting", streams: reader.current.streams });
    reader.current.start();
    return () => {
      reader.current.stop();
      reader.current = null;
    };
  }, [place, on]);
  return { ...now, streams: on && reader.current ? reader.current.streams : [] };
}

/**
 * @param {{place: number, on: boolean, quiet?: boolean, children: any, slate: any}} props
 * `quiet`: a preview, always muted
 */
export function Player({ place, on, quiet = false, slate, children }) {
  const { client, t } = useApp();
  const reader = useReader(place, on);
  const frame = useRef();
  const [muted, setMuted] = useState(quiet);
  const [paused, setPaused] = useState(false);
  const playing = on && reader.state === "live";

  useEffect(() => {
    if (on) client.announce(`player.said.${reader.state}`);
  }, [on, reader.state]);

  return html`
    <div class="stack">
      <div class=${playing ? "frame" : "frame dimmed"} ref=${frame} data-player=${on ? reader.state : "off"}>
        ${on &&
          reader.streams.map((stream, slot) => html`
            <${Slot}
              key=${slot}
              stream=${stream}
              main=${slot === 0}
              muted=${muted}
              onBlocked=${() => setMuted(true)}
              onPaused=${setPaused}
            />
          `)}
        ${playing && paused && html`
          <div class="say">
            <h2>${t("player.paused")}</h2>
            <button class="btn primary" type="button" onClick=${() => playAll(frame.current)}>
              ${t("player.play")}
            </button>
          </div>
        `}
        ${children}
        ${!playing && (on ? html`<${Saying} reader=${reader} />` : slate)}
      </div>
      ${!quiet && html`
        <div class="deck">
          ${on && html`
            <button class="btn little" type="button" aria-pressed=${!muted} onClick=${() => setMuted(!muted)}>
              <${Icon} name=${muted ? "muted" : "vol"} />
              ${t(muted ? "player.sound-off" : "player.sound-on")}
            </button>
          `}
          ${muted && playing && html`<span class="small soft">${t("player.sound-off.why")}</span>`}
          ${canFillScreen() && html`
            <button class="btn little end" type="button" onClick=${() => fillScreen(frame.current)}>
              <${Icon} name="screen" />
              ${t("player.whole")}
            </button>
          `}
        </div>
      `}
    </div>
  `;
}

/** An iPhone fills its screen with a video only. */
const canFillScreen = () =>
  "requestFullscreen" in Element.prototype || "webkitEnterFullscreen" in HTMLVideoElement.prototype;

function fillScreen(element) {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (element.requestFullscreen) element.requestFullscreen();
  else element.querySelector("video")?.webkitEnterFullscreen();
}

const playAll = (element) => {
  for (const video of element.querySelectorAll("video")) video.play().catch(() => {});
};

/** One slot of the connection. It is shown when it has a picture; sound is played in any case. */
function Slot({ stream, main, muted, onBlocked, onPaused }) {
  const ref = useRef();
  const [wide, setWide] = useState(0);
  useEffect(() => {
    const video = ref.current;
    video.srcObject = stream;
    video.muted = muted;
    video.play().catch((why) => {
      if (why.name !== "NotAllowedError") return;
      onBlocked(); // a browser that has not been touched yet plays pictures, not sound
      video.muted = true;
      video.play().catch(() => {});
    });
  }, [stream]);
  useEffect(() => {
    ref.current.muted = muted;
  }, [muted]);
  useEffect(() => playsOn(ref.current, main ? onPaused : () => {}), []);
  return html`
    <video
      class=${main ? "pic" : "pic inset"}
      hidden=${!main && !wide}
      ref=${ref}
      autoplay
      playsinline
      muted
      onResize=${(event) => setWide(event.currentTarget.videoWidth)}
    ></video>
  `;
}

/**
 * A call, a headset's button or a closed picture-in-picture pauses a picture that nobody meant to pause: it plays on,
 * or `onPaused` is told that only a press will do.
 */
function playsOn(video, onPaused) {
  const again = () => {
    if (video.paused && video.srcObject && !document.hidden)
      video.play().then(
        () => onPaused(false),
        () => onPaused(true),
      );
  };
  const plays = () => onPaused(false);
  video.addEventListener("pause", again);
  video.addEventListener("playing", plays);
  document.addEventListener("visibilitychange", again);
  return () => {
    video.removeEventListener("pause", again);
    video.removeEventListener("playing", plays);
    document.removeEventListener("visibilitychange", again);
  };
}

function Saying({ reader }) {
  const { client, t } = useApp();
  if (reader.state === "ended")
    return (
      reader.code && html`
        <div class="say">
          <h2>${t("player.refused")}</h2>
          <p>${client.errorText(new Refusal({ code: reader.code }))}</p>
        </div>
      `
    );
  const said = `player.${reader.state}`;
  return html`
    <div class="say">
      ${reader.state === "connecting" && html`
        <span class="wave" aria-hidden="true">
          <i></i>
          <i></i>
          <i></i>
          <i></i>
        </span>
      `}
      <h2>${t(said)}</h2>
      <p>${t(`${said}.what`)}</p>
    </div>
  `;
}
