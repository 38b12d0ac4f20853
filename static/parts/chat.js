/** A booth's chat: the log (never read aloud by itself), what I am sending, and the box to write in. */
import { html, useEffect, useFair, useLayoutEffect, useRef, useState } from "../html.js";
import { unseen } from "../state.js";
import { Blank, Bones } from "./blank.js";
import { Composer } from "./composer.js";
import { Icon } from "./icon.js";
import { Message, Pending } from "./message.js";
import { MuteDialog } from "./mute-dialog.js";
import { ReportDialog } from "./report-dialog.js";

const AT_END_PX = 48;

export function Chat({ place, held, zone }) {
  const { state, t, fair } = useFair();
  const [asked, setAsked] = useState(null);
  const messages = held?.state?.messages;
  const list = Object.values(messages ?? {}).sort((a, b) => Number(a.id) - Number(b.id));
  const pending = unseen(state.pending.filter((one) => one.place == place), messages ?? {}, fair.me().id);
  const log = useLog(list.at(-1)?.id, pending.length);
  const close = () => setAsked(null);

  return html`<section class="card flush chat" aria-labelledby="chat">
    <header class="line"><h2 id="chat">${t("chat.title")}</h2><span class="end tiny faint">${t("chat.seen-by")}</span></header>
    <div class="log" role="log" aria-live="off" aria-labelledby="chat" tabindex="0" ref=${log.ref} onScroll=${log.scrolled}>
      ${!messages && html`<div class="wait"><span class="vh">${t("loading")}</span><${Bones} /></div>`}
      ${messages && !list.length && !pending.length && html`<${Blank} mon="kaze" title=${t("chat.empty")}><p>${t("chat.empty.next")}</p><//>`}
      <ol>${list.map((message) => html`<${Message} key=${message.id} message=${message} place=${place} zone=${zone} onAsk=${setAsked} />`)}
        ${pending.map((one) => html`<${Pending} key=${one.id} one=${one} />`)}</ol>
    </div>
    ${log.behind && html`<p class="newer"><button class="btn little" type="button" onClick=${log.toEnd}><${Icon} name="down" />${t("chat.newer")}</button></p>`}
    <${Composer} place=${place} zone=${zone} />
    ${asked?.what == "report" && html`<${ReportDialog} message=${asked.message} onClose=${close} />`}
    ${asked?.what == "mute" && html`<${MuteDialog} place=${place} person=${asked.message.person} onClose=${close} />`}
  </section>`;
}

/** The log stays at its end while one reads the end, and stays put while one reads back. */
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
