/** The chat of a place: the log, the messages on their way, the box to write in, and the dialogs of a message. */
import { unseen } from "../../client/state.js";
import { readNow } from "../../client/unread.js";
import { html, useApp, useEffect, useLayoutEffect, useRef, useState } from "../../html.js";
import { EmptyState, Skeleton } from "../empty-state.js";
import { Icon } from "../icon.js";
import { Composer } from "./composer.js";
import { Message, Pending } from "./message.js";
import { MuteDialog } from "./mute-dialog.js";
import { ReportDialog } from "./report-dialog.js";

const AT_END_PX = 48;
const READ_AFTER_MS = 1000;

export function Chat({ place, messages, zone }) {
  const { state, t, client } = useApp();
  const [asked, setAsked] = useState(null);
  const list = Object.values(messages ?? {}).sort((a, b) => Number(a.id) - Number(b.id));
  const pending = unseen(
    state.pending.filter((one) => one.place === place),
    messages ?? {},
    client.me().id,
  );
  const log = useLog(list.at(-1)?.id, pending.length);
  const [answered, setAnswered] = useState(null);
  useReading(place, list.at(-1)?.id, log.behind);
  const close = () => setAsked(null);

  return html`
    <section class="card flush chat" aria-labelledby="chat">
      <header class="line">
        <h2 id="chat">${t("chat.title")}</h2>
        <span class="end tiny faint">${t("chat.seen-by")}</span>
      </header>
      <div
        class="log"
        role="log"
        aria-live="off"
        aria-labelledby="chat"
        tabindex="0"
        ref=${log.ref}
        onScroll=${log.scrolled}
      >
        ${!messages && html`
          <div class="wait">
            <span class="vh">${t("loading")}</span>
            <${Skeleton} />
          </div>
        `}
        ${messages && !list.length && !pending.length && html`
          <${EmptyState} mon="kaze" title=${t("chat.empty")}>
            <p>${t("chat.empty.next")}</p>
          <//>
        `}
        <ol>
          ${list.map((message) => html`
            <${Message}
              key=${message.id}
              message=${message}
              answered=${message.reply_to && (messages[message.reply_to] ?? null)}
              zone=${zone}
              onAsk=${setAsked}
              onReply=${setAnswered}
            />
          `)}
          ${pending.map((one) => html`
            <${Pending} key=${one.id} one=${one} />
          `)}
        </ol>
      </div>
      ${log.behind && html`
        <p class="newer">
          <button class="btn little" type="button" onClick=${log.toEnd}>
            <${Icon} name="down" />
            ${t("chat.newer")}
          </button>
        </p>
      `}
      <${Composer} place=${place} zone=${zone} answered=${answered} onAnswered=${setAnswered} />
      ${asked?.what === "report" && html`<${ReportDialog} message=${asked.message} onClose=${close} />`}
      ${asked?.what === "mute" && html`
        <${MuteDialog} place=${place} person=${asked.message.person} onClose=${close} />
      `}
    </section>
  `;
}

/** What I have seen at the log's end is read, on every device of mine. Told a moment later, once for several. */
function useReading(place, newest, behind) {
  const { client, state } = useApp();
  const seen = behind || document.hidden ? null : readNow(state, place, newest);
  useEffect(() => {
    if (!seen) return;
    const read = () =>
      !document.hidden && client.act("chat.read", { place, message: seen }).catch(() => {});
    const timer = setTimeout(read, READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [place, seen]);
}

/** The log's scrolling: it follows new messages while one reads the end, and stays while one reads older ones. */
function useLog(newest, pending) {
  const ref = useRef();
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);
  const toEnd = () => {
    ref.current.scrollTop = ref.current.scrollHeight;
    atEnd.current = true;
    setBehind(false);
  };
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBehind(true);
  }, [newest]);
  useEffect(() => {
    if (pending) toEnd();
  }, [pending]);
  const scrolled = () => {
    const { scrollTop, scrollHeight, clientHeight } = ref.current;
    atEnd.current = scrollHeight - scrollTop - clientHeight < AT_END_PX;
    if (atEnd.current) setBehind(false);
  };
  return { ref, behind, toEnd, scrolled };
}
