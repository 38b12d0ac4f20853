/** One chat message with its actions (delete, report, mute), and one of mine that is still on its way. */
import { isStaff } from "../../client/permissions.js";
import { html, useApp, useRef, useState } from "../../html.js";
import { Icon } from "../icon.js";
import { Initials } from "../person.js";
import { UserText } from "../text.js";

// An address without the mark that ends its sentence, in half or full width.
const ADDRESS =
  /(https?:\/\/[^\s<>"'「」、。()\uFF08\uFF09]*[^\s<>"'「」、。()\uFF08\uFF09.,;:!?\uFF01\uFF1F])/;
const BADGE = { rep: "ai", speaker: "ai", staff: "warn" };

/** `answered`: the message that it answers; null: one that is too old to be here. */
export function Message({ message, answered, zone, onAsk, onReply }) {
  const { state, t, times } = useApp();
  const { person } = message;
  const mine = person.id === state.start.person.id;
  const item = useRef();
  return html`
    <li class="message" data-mine=${mine ? "" : null} tabindex="-1" ref=${item}>
      <span class="person">
        <${Initials} person=${person} />
      </span>
      <div>
        <p class="by">
          <b>
            <${UserText}>${person.name}<//>
          </b>
          ${BADGE[person.role] && html`
            <span class=${`badge ${BADGE[person.role]}`}>${t(`capacity.${person.role}`)}</span>
          `}
          <time class="tiny faint" datetime=${message.at}>
            ${times.clock(message.at, zone)}
          </time>
        </p>
        ${message.reply_to && html`<${Answered} message=${answered} />`}
        ${message.deleted ? html`
          <p class="small faint">${t("chat.deleted")}</p>
        ` : html`
          <p class="words" lang=${message.language}>
            <${WithLinks} text=${message.text} />
          </p>
        `}
        ${!message.deleted && html`
          <${Deeds}
            message=${message}
            mine=${mine}
            onAsk=${onAsk}
            onReply=${onReply}
            onGone=${() => item.current?.focus()}
          />
        `}
      </div>
    </li>
  `;
}

/** The actions of a message: a button opens a row of buttons, Escape closes it. Nothing depends on hovering. */
function Deeds({ message, mine, onAsk, onReply, onGone }) {
  const { client, state, t } = useApp();
  const [open, setOpen] = useState(false);
  const opener = useRef();
  const moderates = isStaff(state);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const ask = (what) => () => {
    close();
    onAsk({ what, message });
  };
  const reply = () => {
    setOpen(false);
    onReply(message);
  };
  const remove = () => {
    close();
    client.act("chat.delete", { message: message.id }).then(
      () => {
        client.notify("chat.deleted.done");
        onGone();
      },
      (error) => client.notifyError(error),
    );
  };
  return html`
    <div class="message-actions" onKeyDown=${(event) => event.key === "Escape" && open && close()}>
      <button
        class="btn quiet icon little"
        type="button"
        ref=${opener}
        aria-expanded=${open}
        onClick=${() => setOpen(!open)}
      >
        <${Icon} name="more" />
        <span class="vh">${t("chat.deeds", { name: message.person.name })}</span>
      </button>
      ${open && html`
        <span class="line tight">
          ${!mine && html`
            <button class="btn little" type="button" onClick=${reply}>
              <${Icon} name="chat" />
              ${t("chat.reply")}
            </button>
          `}
          ${(mine || moderates) && html`
            <button class="btn little" type="button" onClick=${remove}>
              <${Icon} name="bin" />
              ${t("chat.delete")}
            </button>
          `}
          ${!mine && html`
            <button class="btn little" type="button" onClick=${ask("report")}>
              <${Icon} name="flag" />
              ${t("chat.report")}
            </button>
          `}
          ${moderates && !mine && html`
            <button class="btn little" type="button" onClick=${ask("mute")}>
              <${Icon} name="x" />
              ${t("chat.mute")}
            </button>
          `}
        </span>
      `}
    </div>
  `;
}

/** In one line, what a message answers. */
function Answered({ message }) {
  const { t } = useApp();
  const gone = !message || message.deleted;
  return html`
    <p class="answered tiny faint">
      ${gone ? (
        t("chat.answers.gone")
      ) : html`
        ${t("chat.answers", { name: message.person.name })} <${UserText}>${message.text}<//>
      `}
    </p>
  `;
}

/** A text in which addresses are links. Where they lead is not ours: they open apart, and are told nothing of us. */
const WithLinks = ({ text }) => html`
  <${UserText}>
    ${text.split(ADDRESS).map((piece, at) =>
      at % 2 ? html`
        <a href=${piece} target="_blank" rel="noopener noreferrer nofollow">
          ${piece}
        </a>
      ` : (
        piece
      ),
    )}
  <//>
`;

/** A message of mine that is not acknowledged. */
export function Pending({ one }) {
  const { client, state, t } = useApp();
  const me = client.me();
  return html`
    <li class="message pending" data-mine="">
      <span class="person">
        <${Initials} person=${me} />
      </span>
      <div>
        <p class="by">
          <b>
            <${UserText}>${me.name}<//>
          </b>
          <span class="tiny faint">${t(state.link === "on" ? "chat.sending" : "chat.kept")}</span>
        </p>
        <p class="words" lang=${one.language}>
          <${UserText}>${one.text}<//>
        </p>
      </div>
    </li>
  `;
}
