/** The time of a talk: what is left, said at 5 and at 2 minutes and at the end, and how it is made longer. */
import { Icon } from "../../components/icon.js";
import { html, useApp, useEffect, useRef } from "../../html.js";
import { clockOf, timeLeft } from "../../talk-standing.js";
import { namesOf } from "../../components/talk/who.js";

const MORE_MINUTES = 5;
const minutesOf = ({ seconds }) => Math.ceil(seconds / 60);

export function TimeLeft({ talk, now }) {
  const { client, t } = useApp();
  const left = timeLeft(talk, now);
  const said = useRef(left.warn);
  useEffect(() => {
    if (left.warn && left.warn !== said.current) client.announce("talk.warn", { count: minutesOf(left) });
    said.current = left.warn;
  }, [left.warn]);
  const over = left.goodbye !== null;
  useEffect(() => {
    if (over) client.announce("talk.goodbye.said");
  }, [over]);
  return html`
    <span class="end timer" data-warn=${left.warn}>
      <span class="small soft">${t("talk.left-time")}</span>
      <span class="fig" role="timer">
        ${t("talk.time", clockOf(left.seconds))}
      </span>
      <progress class="wide-only" max="1" value=${left.part} aria-hidden="true"></progress>
    </span>
  `;
}

/** Shown near the end, and when somebody asks for more. Everybody inside has to agree. */
export function Extension({ talk, seats, now }) {
  const { client, lang, t } = useApp();
  const left = timeLeft(talk, now);
  const me = client.me().id;
  const before = useRef(talk.ends_at);
  useEffect(() => {
    if (before.current < talk.ends_at) client.notify("talk.extend.done");
    before.current = talk.ends_at;
  }, [talk.ends_at]);
  const say = (minutes, agree) =>
    client
      .act("talk.extend", { talk: talk.id, minutes, agree })
      .catch((refused) => client.notifyError(refused));
  const minutes = talk.extension;
  const agreed = talk.people.filter((person) => seats?.[person.id]?.agrees);
  if (left.goodbye !== null)
    return html`
      <p class="note mine">
        <${Icon} name="clock" />
        <span>${t("talk.goodbye", { count: left.goodbye })}</span>
      </p>
    `;
  if (minutes && seats?.[me]?.agrees)
    return html`
      <div class="note mine">
        <${Icon} name="clock" />
        <span>${t("talk.extend.waiting", { count: minutes })}</span>
        <button class="btn little" type="button" onClick=${() => say(minutes, false)}>
          ${t("talk.extend.no")}
        </button>
      </div>
    `;
  if (minutes)
    return html`
      <div class="note mine" role="status">
        <${Icon} name="clock" />
        <span>${t("talk.extend.asked", { names: namesOf(agreed, lang), count: minutes })}</span>
        <span class="line">
          <button class="btn mine" type="button" onClick=${() => say(minutes, true)}>
            ${t("talk.extend.yes", { count: minutes })}
          </button>
          <button class="btn" type="button" onClick=${() => say(minutes, false)}>
            ${t("talk.extend.no")}
          </button>
        </span>
      </div>
    `;
  if (!left.warn) return null;
  return html`
    <div class="note mine">
      <${Icon} name="clock" />
      <span>${t("talk.warn", { count: minutesOf(left) })}</span>
      <button class="btn mine" type="button" onClick=${() => say(MORE_MINUTES, true)}>
        ${t("talk.extend", { count: MORE_MINUTES })}
      </button>
    </div>
  `;
}
