/** Inside a talk: the others' faces, my own picture, the time, the controls and the chat. */
import { newId } from "../../client/ids.js";
import { Refusal } from "../../client/refusal.js";
import { Chat } from "../../components/chat/chat.js";
import { useNow } from "../../components/clock.js";
import { Dialog } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { openScreen } from "../../media/devices.js";
import { WhepReader } from "../../media/whep.js";
import { WhipPublisher } from "../../media/whip.js";
import { lineOf } from "../../talk-standing.js";
import { hereZone } from "../../times.js";
import { Face } from "./face.js";
import { Picture } from "./picture.js";
import { Safety } from "./safety.js";
import { Extension, TimeLeft } from "./time.js";
import { useOthers } from "../../components/talk/who.js";

const LINES = 7; // that receive, of each kind: one for each other seat; and one for a screen that is shown
const SCREEN_LINE = LINES;
const LOUD = 0.02;
const LOOK_MS = 250;
const STILL_LOUD_MS = 700;
const DEVICE = newId(); // this page, as the others' pages and my other devices know it
const HOSTS = ["rep", "staff"];

export function Room({ talk, held, mine, onLeave }) {
  const { client, state, t } = useApp();
  const now = useNow();
  const me = client.me();
  const { others, names } = useOthers(talk);
  const seats = held?.seats;
  const own = seats?.[me.id];
  const [open, setOpen] = useState({ audio: true, video: true });
  const [ending, setEnding] = useState(false);
  const withMedia = mine.how !== "text";
  const [screen, share] = useScreen(talk.id, Boolean(own?.screen));
  const [elsewhere, takeOver] = useDevice(talk.id, own, mine, open, Boolean(screen));
  const call = useCall(talk.id, withMedia && Boolean(own) && !elsewhere, mine.stream);
  useComings(talk);
  useEffect(
    () => mine.stream?.getTracks().forEach((track) => (track.enabled = open[track.kind])),
    [mine, open],
  );

  const toggle = (kind) => setOpen({ ...open, [kind]: !open[kind] });
  const has = (kind) => mine.stream?.getTracks().some((track) => track.kind === kind);
  const shower = others.find((person) => person.where === "inside" && seats?.[person.id]?.screen);
  const role = talk.people.find((person) => person.id === me.id)?.role;
  const zone = state.start.zone ?? hereZone();
  const end = async () => client.act("talk.end", { talk: talk.id });

  return html`
    <${Page} title=${t("talk.with", { names })}>
      <div class="grid watching">
        <section class="call" aria-label=${t("talk.room")} data-talk=${withMedia ? call.state : "text"}>
          <div class="line">
            <${Heading}>${t("talk.with", { names })}<//>
            <${TimeLeft} talk=${talk} now=${now} />
          </div>
          <${Extension} talk=${talk} seats=${seats} now=${now} />
          ${elsewhere ? html`
            <div class="frame">
              <div class="say">
                <h2>${t("talk.elsewhere")}</h2>
                <p>${t("talk.elsewhere.what")}</p>
                <button class="btn" type="button" onClick=${takeOver}>
                  ${t("talk.elsewhere.here")}
                </button>
              </div>
            </div>
          ` : html`
            ${shower && call.streams[SCREEN_LINE] && html`
              <div class="frame screen">
                <${Picture} stream=${call.streams[SCREEN_LINE]} muted=${true} />
                <span class="bl">
                  <span class="tag">
                    <${Icon} name="screen" />
                    ${t("talk.screen.of", { name: shower.name })}
                  </span>
                </span>
              </div>
            `}
            <div class="two">
              <ul class="faces" data-n=${others.length}>
                ${others.map((person) => {
                  const seat = seats?.[person.id];
                  const line = seat && own ? lineOf(seat.number, own.number) : null;
                  return html`
                    <${Face}
                      key=${person.id}
                      person=${person}
                      seat=${seat}
                      stream=${withMedia && line !== null && call.streams[line]}
                      voice=${withMedia && line !== null && call.voices[line]}
                      speaking=${call.loud.includes(line)}
                      now=${now}
                    />
                  `;
                })}
              </ul>
              ${has("video") && html`
                <div class="frame self">
                  <${Picture} stream=${mine.stream} muted=${true} mirrored=${true} hidden=${!open.video} />
                  <span class="bl">
                    <span class="tag">${t(open.video ? "talk.me" : "talk.no-camera")}</span>
                  </span>
                </div>
              `}
            </div>
          `}
          ${withMedia && !elsewhere && call.said && html`
            <p class="small soft">
              <${Icon} name="nosignal" />
              ${t(`talk.${call.said}`)} ${call.code && client.errorText(new Refusal({ code: call.code }))}${" "}
              ${t("talk.without-media")}
            </p>
          `}
          <div class="deck">
            ${has("audio") && html`
              <button class="btn" type="button" aria-pressed=${open.audio} onClick=${() => toggle("audio")}>
                <${Icon} name=${open.audio ? "mic" : "muted"} />
                ${t(open.audio ? "talk.mic-on" : "talk.mic-off")}
              </button>
            `}
            ${has("video") && html`
              <button class="btn" type="button" aria-pressed=${open.video} onClick=${() => toggle("video")}>
                <${Icon} name="cam" />
                ${t(open.video ? "talk.camera-on" : "talk.camera-off")}
              </button>
            `}
            ${withMedia && canShare && html`
              <button class="btn" type="button" aria-pressed=${Boolean(screen)} onClick=${share}>
                <${Icon} name="screen" />
                ${t(screen ? "talk.screen.stop" : "talk.screen")}
              </button>
            `}
            <span class="end line">
              <${Safety} talk=${talk} people=${others} onBlocked=${onLeave} />
              ${HOSTS.includes(role) && html`
                <button class="btn" type="button" onClick=${() => setEnding(true)}>
                  ${t("talk.end")}
                </button>
              `}
              <button class="btn leave" type="button" onClick=${onLeave}>
                <${Icon} name="leave" />
                ${t("talk.leave")}
              </button>
            </span>
          </div>
        </section>
        <${Chat} place=${talk.id} messages=${held?.messages} zone=${zone} />
      </div>
      ${ending && html`
        <${Dialog}
          title=${t("talk.end.sure")}
          action=${t("talk.end.do")}
          harm=${true}
          onDo=${end}
          onClose=${() => setEnding(false)}
        >
          <p>${t("talk.end.what")}</p>
        <//>
      `}
    <//>
  `;
}

const canShare = Boolean(navigator.mediaDevices?.getDisplayMedia);

/**
 * My screen, while I show it. The newest screen in a talk takes the place of an older one: then mine is no longer
 * `shown`.
 * @returns {[MediaStream|null, () => void]} the screen, and how to show one or to stop
 */
function useScreen(talk, shown) {
  const { client } = useApp();
  const [screen, setScreen] = useState(/** @type {MediaStream|null} */ (null));
  useEffect(() => {
    if (!screen) return;
    const stop = () => setScreen(null);
    const publisher = new WhipPublisher({
      url: `/whip/${talk}?share`,
      stream: screen,
      onState: (state, code) => state === "ended" && code && stop(),
    });
    publisher.start();
    const [picture] = screen.getVideoTracks();
    picture.addEventListener("ended", stop); // by the browser's own button
    return () => {
      picture.removeEventListener("ended", stop);
      publisher.stop();
      for (const track of screen.getTracks()) track.stop();
    };
  }, [talk, screen]);
  const before = useRef(false);
  useEffect(() => {
    if (before.current && !shown) setScreen(null);
    before.current = shown;
  }, [shown]);
  async function share() {
    if (screen) return setScreen(null);
    try {
      setScreen((await openScreen({ video: true, audio: false })).stream);
    } catch (none) {
      client.notify(none.key);
    }
  }
  return [screen, share];
}

/**
 * Tells the others what this browser sends, and learns whether another device of mine has taken the seat.
 * @returns {[boolean, () => void]} whether it has, and how to take it back
 */
function useDevice(talk, own, mine, open, screen) {
  const { client, state } = useApp();
  const [claim, setClaim] = useState(0);
  const held = useRef(false); // my page has held the seat since it last claimed it
  const has = (kind) => Boolean(mine.stream?.getTracks().some((track) => track.kind === kind));
  const device = mine.how === "text" ? null : DEVICE;
  const sends = {
    device,
    microphone: has("audio") && open.audio,
    camera: has("video") && open.video,
    screen,
  };
  const known = Boolean(own);
  if (own?.device === DEVICE) held.current = true;
  const elsewhere = held.current && own?.device !== null && own?.device !== DEVICE;
  const online = state.link === "on";
  useEffect(() => {
    if (known && online && !elsewhere) client.act("talk.show_devices", { talk, ...sends }).catch(() => {});
  }, [known, online, claim, sends.device, sends.microphone, sends.camera, screen]);
  const takeOver = () => {
    held.current = false;
    setClaim(claim + 1);
  };
  return [elsewhere, takeOver];
}

/** @typedef {{state: string, code?: string, streams: MediaStream[],
 *   voices: MediaStream[], loud: number[]}} Call */

/**
 * The media connection, while `on`. `said`: what is wrong with it; `loud`: the lines on which somebody speaks.
 * @returns {Call & {said: string|null}}
 */
function useCall(talk, on, send) {
  const [now, setNow] = useState(
    /** @type {Call} */ ({ state: "connecting", streams: [], voices: [], loud: [] }),
  );
  useEffect(() => {
    if (!on) return;
    const heardAt = new Map();
    const reader = new WhepReader({
      url: `/whep/${talk}?join`,
      video: LINES + 1,
      audio: LINES,
      send,
      onState: (state, code) =>
        setNow((was) => ({ ...was, state, code, streams: reader.streams, voices: reader.voices })),
    });
    reader.start();
    const timer = setInterval(async () => {
      const levels = await reader.levels();
      const at = performance.now();
      levels.forEach((level, line) => level > LOUD && heardAt.set(line, at));
      const loud = [...heardAt].filter(([, heard]) => at - heard < STILL_LOUD_MS).map(([line]) => line);
      setNow((was) => (was.loud.join() === loud.join() ? was : { ...was, loud }));
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      reader.stop();
    };
  }, [talk, on, send]);
  const said = ["connected", "live"].includes(now.state) ? null : now.state;
  return { ...now, said };
}

/** Who comes and goes is said, once each. */
function useComings(talk) {
  const { client } = useApp();
  const before = useRef(/** @type {Map<number, string>|null} */ (null));
  const where = talk.people.map(({ id, where }) => `${id} ${where}`).join();
  useEffect(() => {
    const me = client.me().id;
    for (const person of talk.people) {
      const was = before.current?.get(person.id);
      if (!before.current || person.id === me || was === person.where || person.where === "absent")
        continue;
      const staff = person.role === "staff" && person.where === "inside";
      client[staff ? "notify" : "announce"](`talk.said.${staff ? "staff" : person.where}`, {
        name: person.name,
      });
    }
    before.current = new Map(talk.people.map((person) => [person.id, person.where]));
  }, [where]);
}
