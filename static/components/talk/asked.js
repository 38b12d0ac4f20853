/** Being asked for a talk: what is asked, the answers, and for who asks the way back. */
import { ownState } from "../../client/selectors.js";
import { html, useApp, useState } from "../../html.js";
import { secondsUntil } from "../../talk-standing.js";
import { localized } from "../../words.js";
import { useNow } from "../clock.js";
import { Icon } from "../icon.js";
import { useOthers } from "./who.js";

/** The ticket with which I am called to this talk from a booth's line; undefined where I am asked otherwise. */
export const ticketOf = (state, talk) =>
  Object.values(ownState(state)?.tickets ?? {}).find((ticket) => ticket.talk === talk.id);

/** How being asked is put into words: by who asks for a talk, or by a booth in whose line it is my turn. */
export function useAsked(talk) {
  const { lang, state, t } = useApp();
  const { names } = useOthers(talk);
  const place = localized(talk.place_name, lang).text;
  const ticket = ticketOf(state, talk);
  if (!ticket) {
    const count = Math.round((Date.parse(talk.ends_at) - Date.parse(talk.starts_at)) / 60_000);
    return {
      title: t("talk.asked.by", { names }),
      what: t("talk.asked.what", { place, count }),
      yes: t("talk.asked.yes"),
      no: t("talk.asked.no"),
    };
  }
  return {
    title: t("call.turn"),
    what: t("call.what", { place, number: ticket.number, names }),
    yes: t("call.yes"),
    no: t(ticket.passed ? "call.pass.last" : "call.pass"),
  };
}

/** The two answers to being asked, and the seconds to give one. */
export function Answer({ talk, onYes }) {
  const { client, t } = useApp();
  const { yes, no } = useAsked(talk);
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const answer = async (accept) => {
    if (busy) return;
    setBusy(true);
    try {
      await client.act("talk.answer", { talk: talk.id, accept });
      if (accept) onYes?.();
    } catch (refused) {
      client.notifyError(refused);
    }
    setBusy(false);
  };
  return html`
    <p class="line">
      <button class="btn primary" type="button" onClick=${() => answer(true)}>
        <${Icon} name="check" />
        ${yes}
      </button>
      <button class="btn" type="button" onClick=${() => answer(false)}>
        ${no}
      </button>
      <span class="small fig">${t("talk.asked.left", { count: secondsUntil(talk.asked_until, now) })}</span>
    </p>
  `;
}

/** For who asks: how long yet, and the way back. */
export function TakeBack({ talk }) {
  const { client, t } = useApp();
  const now = useNow();
  const takeBack = () =>
    client.act("talk.end", { talk: talk.id }).catch((refused) => client.notifyError(refused));
  return html`
    <p class="line">
      <span class="small fig">${t("talk.asking.left", { count: secondsUntil(talk.asked_until, now) })}</span>
      <button class="btn little" type="button" onClick=${takeBack}>
        ${t("talk.asking.stop")}
      </button>
    </p>
  `;
}
