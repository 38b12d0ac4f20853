/** Sends this browser's camera or screen to a stage: preview first, then publish. */
import { Refusal } from "../../client/refusal.js";
import { Icon } from "../../components/icon.js";
import { SoundLevel } from "../../components/sound-level.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { openDevices, openScreen } from "../../media/devices.js";
import { WhipPublisher } from "../../media/whip.js";

const CAMERA = {
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
  audio: true,
};
const SCREEN = { video: { frameRate: { ideal: 15 } }, audio: true };

export function CameraPublisher({ place, busy }) {
  const { client, t } = useApp();
  const [stream, setStream] = useState(null);
  const [sending, setSending] = useState(null);
  const [problem, setProblem] = useState(null);
  const publisher = useRef(null);
  const video = useRef();
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useEffect(() => () => stop(publisher, stream), [stream]);

  async function look(opening) {
    let said;
    try {
      const { stream, missing } = await opening;
      setStream(stream);
      said = missing;
    } catch (none) {
      said = none.key;
    }
    setProblem(said);
    if (said) client.announce(said);
  }

  function send() {
    publisher.current = new WhipPublisher({
      url: `/whip/${place}${busy ? "?takeover=1" : ""}`,
      stream,
      codec: "video/H264",
      onState: (state, code) => {
        setSending({ state, code });
        client.announce(`source.${state}`);
      },
    });
    publisher.current.start();
  }

  const end = () => {
    publisher.current?.stop();
    publisher.current = null;
    setSending(null);
  };
  const away = () => {
    end();
    stream?.getTracks().forEach((track) => track.stop());
    setStream(null);
    setProblem(null);
  };

  const live = sending && sending.state !== "ended";
  return html`
    <section class="card" aria-labelledby="source">
      <h2 id="source">${t("source.title")}</h2>
      ${!stream && html`
        <p class="small soft">${t("source.what")}</p>
        <div class="line">
          <button class="btn" type="button" onClick=${() => look(openDevices(CAMERA))}>
            <${Icon} name="cam" />
            ${t("source.camera")}
          </button>
          <button class="btn" type="button" onClick=${() => look(openScreen(SCREEN))}>
            <${Icon} name="screen" />
            ${t("source.screen")}
          </button>
        </div>
      `}
      ${problem && html`
        <p class="note warn">
          <${Icon} name="warn" />
          <span>${t(problem)}</span>
        </p>
      `}
      ${stream && html`
        <div class="frame">
          <video class="pic" ref=${video} autoplay playsinline muted></video>
          <span class="bl">
            <span class="tag">${t("source.mine")}</span>
          </span>
        </div>
        <${SoundLevel} stream=${stream} />
        ${sending && html`
          <p class=${sending.state === "live" ? "note open" : "note warn"}>
            <${Icon} name=${sending.state === "live" ? "check" : "signal"} />
            <span>
              ${sending.code
                ? client.errorText(new Refusal({ code: sending.code }))
                : t(`source.${sending.state}`)}
            </span>
          </p>
        `}
        <div class="line">
          ${live ? html`
            <button class="btn harm" type="button" onClick=${end}>
              ${t("source.stop")}
            </button>
          ` : html`
            <button class="btn primary" type="button" onClick=${send}>
              ${t(busy ? "source.take-over" : "source.send")}
            </button>
          `}
          <button class="btn quiet" type="button" onClick=${away}>
            ${t("source.other")}
          </button>
        </div>
      `}
    </section>
  `;
}

function stop(publisher, stream) {
  publisher.current?.stop();
  publisher.current = null;
  stream?.getTracks().forEach((track) => track.stop());
}
