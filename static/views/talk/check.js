/** Before going in: who and when, and how I take part. Camera and microphone are opened only when I ask for them. */
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { SoundLevel } from "../../components/sound-level.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { openDevices } from "../../media/devices.js";
import { beep } from "../../sound.js";
import { browserStorage } from "../../storage.js";
import { When } from "../../components/talk/when.js";
import { Network } from "./network.js";
import { Picture } from "./picture.js";
import { useOthers, Who } from "../../components/talk/who.js";

/** How one may take part, and what is then opened. */
const WAYS = {
  both: { video: true, audio: true },
  sound: { video: false, audio: true },
  listen: null,
  text: null,
};
const KEY = "talk.how";

export function Check({ talk, onEnter }) {
  const { t } = useApp();
  const { others, names } = useOthers(talk);
  const [how, setHow] = useState(() =>
    WAYS[browserStorage.get(KEY)] === undefined ? "both" : browserStorage.get(KEY),
  );
  const [stream, setStream] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  const taken = useRef(false); // the room has the stream now
  useEffect(
    () => () => {
      if (!taken.current) stream?.getTracks().forEach((track) => track.stop());
    },
    [stream],
  );

  function choose(way) {
    setHow(way);
    setStream(null);
    setProblem(null);
    browserStorage.put(KEY, way);
  }
  async function open() {
    if (!WAYS[how] || stream) return stream;
    try {
      const opened = await openDevices(WAYS[how]);
      setStream(opened.stream);
      setProblem(opened.missing);
      return opened.stream;
    } catch (none) {
      setProblem(none.key);
      return null;
    }
  }
  /** Without the devices that were wished for, the page says what to do, and nobody goes in by surprise. */
  async function enter() {
    if (busy) return;
    setBusy(true);
    const opened = await open();
    setBusy(false);
    if (WAYS[how] && !opened) return;
    taken.current = true;
    onEnter({ how, stream: opened });
  }

  return html`
    <${Page} title=${t("talk.with", { names })}>
      <section class="grid side" data-talk="check">
        <div class="stack">
          <${Heading}>${t("talk.check")}<//>
          <p class="small soft">${t("talk.check.what")}</p>
          ${stream?.getVideoTracks().length > 0 && html`
            <div class="frame">
              <${Picture} stream=${stream} muted=${true} mirrored=${true} />
              <span class="bl">
                <span class="tag">${t("talk.me")}</span>
              </span>
            </div>
          `}
          ${stream && html`<${SoundLevel} stream=${stream} />`}
          ${problem && html`
            <p class="note warn" role="status">
              <${Icon} name="warn" />
              <span>${t(problem)}</span>
            </p>
          `}
        </div>
        <div class="card stack">
          <h2>${t("talk.with", { names })}</h2>
          <${When} talk=${talk} />
          <${Who} people=${others} />
          <fieldset class="choice">
            <legend class="legend">${t("talk.how")}</legend>
            ${Object.keys(WAYS).map((way) => html`
              <label key=${way}>
                <input type="radio" name="how" checked=${how === way} onChange=${() => choose(way)} />
                ${t(`talk.how.${way}`)}
              </label>
            `)}
          </fieldset>
          <p class="hint">${t("talk.how.equal")}</p>
          <button class="btn" type="button" onClick=${beep}>
            <${Icon} name="vol" />
            ${t("talk.speaker")}
          </button>
          <${Network} />
          ${WAYS[how] && !stream && html`
            <button class="btn" type="button" onClick=${open}>
              <${Icon} name=${how === "both" ? "cam" : "mic"} />
              ${t("talk.try")}
            </button>
          `}
          <button class="btn primary big" type="button" aria-disabled=${busy} onClick=${enter}>
            ${t("talk.enter")}
          </button>
        </div>
      </section>
    <//>
  `;
}
