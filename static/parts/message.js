/** One message: who, when, the words as text only, and what may be done with it. */
import { html, useFair, useRef, useState } from "../html.js";
import { Icon } from "./icon.js";
import { Initials } from "./person.js";
import { Own } from "./text.js";

const BADGE = { rep: "ai", speaker: "ai", staff: "warn" };

export function Message({ message, zone, onAsk }) {
  const { state, t, times } = useFair();
  const { person } = message;
  const mine = person.id == state.start.person.id;
  const item = useRef();
  return html`<li class="message" data-mine=${mine ? "" : null} tabindex="-1" ref=${item}>
    <span class="person"><${Initials} person=${person} /></span>
    <div>
      <p class="by"><b><${Own}>${person.name}<//></b>${BADGE[person.role] && html`<span class=${`badge ${BADGE[person.role]}`}>${t(`capacity.${person.role}`)}</span>`}
        <time class="tiny faint" datetime=${message.at}>${times.clock(message.at, zone)}</time></p>
      ${message.deleted ? html`<p class="small faint">${t("chat.deleted")}</p>` : html`<p class="words" lang=${message.language}><${Own}>${message.text}<//></p>`}
      ${!message.deleted && html`<${Deeds} message=${message} mine=${mine} onAsk=${onAsk} onGone=${() => item.current?.focus()} />`}
    </div></li>`;
}

/** A button that opens a row of buttons: nothing hovers, Escape closes it. */
function Deeds({ message, mine, onAsk, onGone }) {
  const { fair, state, t } = useFair();
  const [open, setOpen] = useState(false);
  const opener = useRef();
  const moderates = state.start.roles.some((role) => role == "moderator" || role == "organiser");
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const ask = (what) => () => {
    close();
    onAsk({ what, message });
  };
  const remove = () => {
    close();
    fair.act("chat.delete", { message: message.id }).then(
      () => {
        fair.tell("chat.deleted.done");
        onGone();
      },
      (error) => fair.tellError(error));
  };
  return html`<div class="deeds" onKeyDown=${(event) => event.key == "Escape" && open && close()}>
    <button class="btn quiet icon little" type="button" ref=${opener} aria-expanded=${open} onClick=${() => setOpen(!open)}>
      <${Icon} name="more" /><span class="vh">${t("chat.deeds", { name: message.person.name })}</span></button>
    ${open && html`<span class="line tight">
      ${(mine || moderates) && html`<button class="btn little" type="button" onClick=${remove}><${Icon} name="bin" />${t("chat.delete")}</button>`}
      ${!mine && html`<button class="btn little" type="button" onClick=${ask("report")}><${Icon} name="flag" />${t("chat.report")}</button>`}
      ${moderates && !mine && html`<button class="btn little" type="button" onClick=${ask("mute")}><${Icon} name="x" />${t("chat.mute")}</button>`}
    </span>`}</div>`;
}

/** Mine, on its way: it is kept until the server has it. */
export function Pending({ one }) {
  const { fair, state, t } = useFair();
  const me = fair.me();
  return html`<li class="message pending" data-mine="">
    <span class="person"><${Initials} person=${me} /></span>
    <div><p class="by"><b><${Own}>${me.name}<//></b><span class="tiny faint">${t(state.link == "on" ? "chat.sending" : "chat.kept")}</span></p>
      <p class="words" lang=${one.language}><${Own}>${one.text}<//></p></div></li>`;
}
