/** The page of a private talk: check camera and microphone, then join, and leave. */
import { Refusal } from "../client/refusal.js";
import { entryOf, scopeState } from "../client/selectors.js";
import { Chat } from "../components/chat/chat.js";
import { ErrorPage } from "../components/error-page.js";
import { Icon } from "../components/icon.js";
import { Heading, Page } from "../components/page.js";
import { SoundLevel } from "../components/sound-level.js";
import { Localized } from "../components/text.js";
import { html, useApp, useEffect, useRef, useState } from "../html.js";
import { openDevices } from "../media/devices.js";
import { WhepReader } from "../media/whep.js";
import { hereZone } from "../times.js";
import { localized } from "../words.js";

const SEATS = 7;
const STILL_MS = 1500;
const WISHES = [
  { video: true, audio: true },
  { video: false, audio: true },
];

export function Talk({ place }) {
  const { state, lang, t } = useApp();
  const held = scopeState(state, `talk:${place}`);
  const talk = held?.talk?.[place];
  const entry = entryOf(state, place);
  const [mine, setMine] = useState(null);
  const [inside, setInside] = useState(false);
  const [problem, setProblem] = useState(null);
  useEffect(() => () => mine?.getTracks().forEach((track) => track.stop()), [mine]);
  if (entry?.refusal) return html`<${ErrorPage} error=${entry.refusal} />`;

  async function look(wish) {
    try {
      const { stream, missing } = await openDevices(wish);
      setMine(stream);
      setProblem(missing);
    } catch (none) {
      setProblem(none.key);
    }
  }
  const leave = () => {
    setInside(false);
    setMine(null);
  };
  const title = talk ? localized(talk.name, lang).text : t("talk.title");
  const zone = state.start.zone ?? hereZone();
  return html`
    <${Page} title=${title}>
      <div class="grid watching">
        <div class="stack">
          <${Heading}>${talk ? html`<${Localized} text=${talk.name} />` : title}<//>
          ${inside ? html`
            <${Room} place=${place} mine=${mine} onLeave=${leave} />
          ` : html`
            <section class="card" aria-labelledby="check">
              <h2 id="check">${t("talk.check")}</h2>
              <p class="small soft">${t("talk.check.what")}</p>
              ${problem && html`
                <p class="note warn">
                  <${Icon} name="warn" />
                  <span>${t(problem)}</span>
                </p>
              `}
              ${mine ? html`
                <${Mirror} stream=${mine} />
                <${SoundLevel} stream=${mine} />
              ` : html`
                <div class="line">
                  <button class="btn" type="button" onClick=${() => look(WISHES[0])}>
                    <${Icon} name="cam" />
                    ${t("talk.with-camera")}
                  </button>
                  <button class="btn" type="button" onClick=${() => look(WISHES[1])}>
                    <${Icon} name="mic" />
                    ${t("talk.voice-only")}
                  </button>
                </div>
              `}
              <div class="line">
                <button class="btn primary big" type="button" onClick=${() => setInside(true)}>
                  ${t(mine ? "talk.enter" : "talk.enter-listening")}
                </button>
              </div>
            </section>
          `}
        </div>
        <${Chat} place=${place} messages=${held?.messages} zone=${zone} />
      </div>
    <//>
  `;
}

const Mirror = ({ stream }) => html`
  <div class="frame">
    <${Face} stream=${stream} muted=${true} />
  </div>
`;

function Face({ stream, muted, className = "pic" }) {
  const ref = useRef();
  useEffect(() => {
    ref.current.srcObject = stream;
    ref.current.play().catch(() => {});
  }, [stream]);
  return html`<video class=${className} ref=${ref} autoplay playsinline muted=${muted}></video>`;
}

/** @typedef {{state: string, code?: string, streams: MediaStream[]}} Talking */

function Room({ place, mine, onLeave }) {
  const { client, t } = useApp();
  const [now, setNow] = useState(/** @type {Talking} */ ({ state: "connecting", streams: [] }));
  const [open, setOpen] = useState({ audio: true, video: true });
  useEffect(() => {
    const reader = new WhepReader({
      url: `/whep/${place}?join`,
      video: SEATS,
      audio: SEATS,
      send: mine,
      onState: (state, code) => {
        setNow({ state, code, streams: reader.streams });
        client.announce(`talk.said.${state}`);
      },
    });
    reader.start();
    return () => reader.stop();
  }, [place, mine]);
  useEffect(() => mine?.getTracks().forEach((track) => (track.enabled = open[track.kind])), [mine, open]);
  const toggle = (kind) => setOpen({ ...open, [kind]: !open[kind] });
  const has = (kind) => mine?.getTracks().some((track) => track.kind === kind);

  return html`
    <section class="call" aria-label=${t("talk.room")} data-talk=${now.state}>
      <div class="two">
        <div class="faces">
          ${now.streams.map((stream, seat) => html`
            <${Seat} key=${seat} stream=${stream} />
          `)}
        </div>
        ${now.state !== "live" && html`
          <div class="frame">
            <div class="say">
              <h2>${t(`talk.${now.state}`)}</h2>
              <p>${now.code ? client.errorText(new Refusal({ code: now.code })) : t("talk.waiting")}</p>
            </div>
          </div>
        `}
        ${has("video") && html`
          <div class="frame self">
            <${Face} stream=${mine} muted=${true} />
            <span class="bl">
              <span class="tag">${t("talk.me")}</span>
            </span>
          </div>
        `}
      </div>
      <div class="deck">
        ${has("audio") && html`
          <button class="btn" type="button" aria-pressed=${open.audio} onClick=${() => toggle("audio")}>
            <${Icon} name="mic" />
            ${t(open.audio ? "talk.mic-on" : "talk.mic-off")}
          </button>
        `}
        ${has("video") && html`
          <button class="btn" type="button" aria-pressed=${open.video} onClick=${() => toggle("video")}>
            <${Icon} name="cam" />
            ${t(open.video ? "talk.camera-on" : "talk.camera-off")}
          </button>
        `}
        <button class="btn leave end" type="button" onClick=${onLeave}>
          <${Icon} name="leave" />
          ${t("talk.leave")}
        </button>
      </div>
    </section>
  `;
}

/** One slot of the connection, shown while its picture moves: nobody who left stays as a still picture. */
function Seat({ stream }) {
  const ref = useRef();
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    const video = ref.current;
    let frames = 0;
    video.srcObject = stream;
    video.play().catch(() => {});
    const timer = setInterval(() => {
      const { totalVideoFrames } = video.getVideoPlaybackQuality();
      setTaken(totalVideoFrames > frames);
      frames = totalVideoFrames;
    }, STILL_MS);
    return () => clearInterval(timer);
  }, [stream]);
  return html`
    <div class="frame" hidden=${!taken}>
      <video class="pic" ref=${ref} autoplay playsinline></video>
    </div>
  `;
}
