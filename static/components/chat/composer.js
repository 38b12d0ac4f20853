/** The box to write a chat message in. Its text survives a lost connection, a refusal and a reload. */
import { ownState } from "../../client/selectors.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { tabStorage } from "../../storage.js";
import { Moment, useNow } from "../clock.js";
import { Icon } from "../icon.js";
import { UserText } from "../text.js";

const LIMIT = 1000;
const NEAR = 800;
const touch = matchMedia("(pointer: coarse)").matches;

/** `answered`: the message that the next one answers; `onAnswered` takes another, or none. */
export function Composer({ place, zone, answered, onAnswered }) {
  const { client, state, t } = useApp();
  const [text, setText] = useState(() => tabStorage.get(`draft.${place}`) ?? "");
  const [why, setWhy] = useState(null);
  const box = useRef();
  const typed = useRef(text); // what is in the box now, also for what was begun before the last drawing
  const returned = state.returned[place];
  const muted = useMuted(place);

  function write(words) {
    typed.current = words;
    setText(words);
    tabStorage.put(`draft.${place}`, words);
  }

  useEffect(() => {
    const back = returned ? client.outbox.take(place) : [];
    if (!back.length) return;
    write([...back.map((one) => one.text), typed.current].filter((words) => words.trim()).join("\n"));
    setWhy(back.at(-1).refusal);
    box.current?.focus();
  }, [returned]);

  useEffect(() => {
    if (answered) box.current?.focus();
  }, [answered]);

  function send(event) {
    event?.preventDefault();
    const words = typed.current.trim();
    if (!words || [...words].length > LIMIT)
      return setWhy({ local: words ? "error.text.too_long" : "error.text.empty" });
    setWhy(null);
    write("");
    client.outbox.send(place, words, answered?.id);
    onAnswered(null);
    box.current.focus();
  }

  function pressed(event) {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing && !touch) send(event);
  }

  const everywhere = muted?.place === state.start.hall;
  if (muted)
    return html`
      <div class="composer">
        <p class="note warn">
          <${Icon} name="info" />
          <span>
            <b>
              ${t(everywhere ? "muted.everywhere-until" : "muted.until")}${" "}
              <${Moment} at=${muted.until} zone=${zone} mine=${client.me().zone} />
            </b>${" "}
            ${t(everywhere ? "muted.everywhere-meanwhile" : "muted.meanwhile")}
          </span>
        </p>
      </div>
    `;

  const length = [...text.trim()].length;
  return html`
    <form class="composer" onSubmit=${send}>
      ${answered && html`
        <p class="line tight small">
          <span class="answered">
            ${t("chat.replying", { name: answered.person.name })} <${UserText}>${answered.text}<//>
          </span>
          <button class="btn quiet icon little end" type="button" onClick=${() => onAnswered(null)}>
            <${Icon} name="x" />
            <span class="vh">${t("chat.replying.stop")}</span>
          </button>
        </p>
      `}
      <div class="field" data-state=${why ? "error" : null}>
        <span>
          <label for="words">${t("chat.box")}</label>
          ${length >= NEAR && html`
            <span class="left" data-state=${length > LIMIT ? "over" : null}>
              ${length > LIMIT
                ? t("chat.over", { count: length - LIMIT })
                : t("chat.left", { count: LIMIT - length })}
            </span>
          `}
        </span>
        <textarea
          id="words"
          rows="2"
          dir="auto"
          ref=${box}
          value=${text}
          aria-describedby=${why ? "why" : "how"}
          aria-invalid=${why ? "true" : null}
          onInput=${(event) => write(event.target.value)}
          onKeyDown=${pressed}
        ></textarea>
        ${why && html`
          <span class="err" id="why">
            <${Icon} name="warn" />
            <span>${why.local ? t(why.local, { most: LIMIT }) : client.errorText(why)}</span>
          </span>
        `}
      </div>
      <div class="line">
        <small class="hint" id="how">
          ${t("chat.as", { name: client.me().name })}${" "}
          <span class="wide-only">${touch ? "" : t("chat.how")}</span>
        </small>
        <button class="btn primary end" type="submit">
          <${Icon} name="send" />
          ${t("chat.send")}
        </button>
      </div>
    </form>
  `;
}

/** The mute on me that holds in this place and lasts longest, otherwise null. Its beginning and end are announced. */
function useMuted(place) {
  const { client, state } = useApp();
  const now = useNow(5000);
  const mutes = ownState(state)?.mutes ?? {};
  const mute = [mutes[place], mutes[state.start.hall]]
    .filter(Boolean)
    .sort((a, b) => new Date(b.until).getTime() - new Date(a.until).getTime())[0];
  const lasts = mute && new Date(mute.until) > now;
  const before = useRef(lasts);
  useEffect(() => {
    if (lasts && !before.current) client.announce("muted.said");
    if (!lasts && before.current) client.announce("muted.over");
    before.current = lasts;
  }, [lasts]);
  return lasts ? mute : null;
}
