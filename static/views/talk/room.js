/** Inside a talk: the others' faces, my own picture, the time, the controls and the chat. */
import { Refusal } from "../../client/refusal.js";
import { Chat } from "../../components/chat/chat.js";
import { useNow } from "../../components/clock.js";
import { Dialog } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { useOthers } from "../../components/talk/who.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { SCREEN_LINE } from "../../media/talk.js";
import { browserStorage } from "../../storage.js";
import { lineOf, pictureFor } from "../../talk-standing.js";
import { hereZone } from "../../times.js";
import { Deck } from "./deck.js";
import { Face } from "./face.js";
import { Picture } from "./picture.js";
import { RECEIVES, Settings } from "./settings.js";
import { Extension, TimeLeft } from "./time.js";
import { useCall } from "./use-call.js";
import { useDevice } from "./use-device.js";
import { useScreen } from "./use-screen.js";

/** @typedef {{quality: string|null, codec: string|null}} Measured */

const RECEIVES_KEY = "talk.receives";
const remembered = () =>
  RECEIVES.find((which) => which === browserStorage.get(RECEIVES_KEY)) ?? RECEIVES[0];

/** `mine`: how I take part, and what I send; `onStream`: I send from another device. */
export function Room({ talk, held, mine, onStream, onLeave }) {
  const { client, state, t } = useApp();
  const now = useNow();
  const me = client.me();
  const { others, names } = useOthers(talk);
  const seats = held?.seats;
  const own = seats?.[me.id];
  const [open, setOpen] = useState({ audio: true, video: true });
  const [asked, setAsked] = useState(/** @type {"end"|"settings"|null} */ (null));
  const [receives, setReceives] = useState(() => remembered());
  const withMedia = mine.how !== "text";
  const [screen, share] = useScreen(talk.id, Boolean(own?.screen));
  const person = talk.people.find((one) => one.id === me.id);
  const muted = Boolean(person?.muted);
  const [measured, setMeasured] = useState(/** @type {Measured} */ ({ quality: null, codec: null }));
  const sent = { ...open, audio: open.audio && !muted, screen: Boolean(screen), receives, ...measured };
  const [elsewhere, takeOver] = useDevice(talk.id, own, mine, sent);
  const on = withMedia && Boolean(own) && !elsewhere;
  const call = useCall(talk.id, on, mine.stream, seats ? pictureFor(talk, seats, me.id) : "none");
  useEffect(() => setMeasured({ quality: call.quality, codec: call.codec }), [call.quality, call.codec]);
  useComings(talk);
  useEffect(
    () => mine.stream?.getTracks().forEach((track) => (track.enabled = sent[track.kind])),
    [mine, open, muted],
  );

  function receive(which) {
    setReceives(which);
    browserStorage.put(RECEIVES_KEY, which);
  }
  const toggle = (kind) => setOpen({ ...open, [kind]: !open[kind] });
  const has = (kind) => mine.stream?.getTracks().some((track) => track.kind === kind);
  const shower = others.find((person) => person.where === "inside" && seats?.[person.id]?.screen);
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
            ${shower && call.pictures[SCREEN_LINE] && html`
              <div class="frame screen">
                <${Picture} stream=${call.pictures[SCREEN_LINE]} muted=${true} />
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
                      stream=${withMedia && line !== null && call.pictures[line]}
                      voice=${withMedia && line !== null && call.voices[line]}
                      speaking=${call.loud.includes(line)}
                      soundOnly=${receives === "sound"}
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
          ${call.quality && call.quality !== "good" && html`
            <p class="with-i small soft" role="status">
              <${Icon} name="signal" />
              <span>${t(`talk.quality.mine.${call.quality}`)}</span>
              ${receives === "everything" && html`
                <button class="btn little" type="button" onClick=${() => receive("small")}>
                  ${t("talk.receives.less")}
                </button>
              `}
            </p>
          `}
          ${muted && html`
            <p class="note warn" role="status">
              <${Icon} name="muted" />
              <span>${t("talk.muted-by")}</span>
            </p>
          `}
          ${person?.help_at && html`
            <p class="with-i small soft" role="status">
              <${Icon} name="hand" />
              <span>${t("talk.help.asked")}</span>
            </p>
          `}
          ${call.way && call.way !== "direct" && html`
            <p class="with-i small soft" data-way=${call.way}>
              <${Icon} name="swap" />
              <span>${t(`talk.way.${call.way}`)}</span>
            </p>
          `}
          <${Deck}
            talk=${talk}
            me=${person}
            stream=${mine.stream}
            withMedia=${withMedia}
            open=${open}
            onToggle=${toggle}
            screen=${screen}
            onShare=${share}
            onAsk=${setAsked}
            onLeave=${onLeave}
          />
        </section>
        <${Chat} place=${talk.id} messages=${held?.messages} zone=${zone} />
      </div>
      ${asked === "end" && html`
        <${Dialog}
          title=${t("talk.end.sure")}
          action=${t("talk.end.do")}
          harm=${true}
          onDo=${end}
          onClose=${() => setAsked(null)}
        >
          <p>${t("talk.end.what")}</p>
        <//>
      `}
      ${asked === "settings" && html`
        <${Settings}
          stream=${mine.stream}
          receives=${receives}
          onStream=${onStream}
          onReceives=${receive}
          onClose=${() => setAsked(null)}
        />
      `}
    <//>
  `;
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
