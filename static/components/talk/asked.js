/** Being asked for a talk: what is asked, the answers, and for who asks the way back. */
import { html, useApp } from "../../html.js";
import { secondsUntil } from "../../talk-standing.js";
import { localized } from "../../words.js";
import { useNow } from "../clock.js";
import { Icon } from "../icon.js";

/** The two answers to being asked, and the seconds to give one. */
export function Answer({ talk, onYes }) {
  const { client, t } = useApp();
  const now = useNow();
  const answer = async (accept) => {
    try {
      await client.act("talk.answer", { talk: talk.id, accept });
      if (accept) onYes?.();
    } catch (refused) {
      client.notifyError(refused);
    }
  };
  return html`
    <p class="line">
      <button class="btn primary" type="button" onClick=${() => answer(true)}>
        <${Icon} name="check" />
        ${t("talk.asked.yes")}
      </button>
      <button class="btn" type="button" onClick=${() => answer(false)}>
        ${t("talk.asked.no")}
      </button>
      <span class="small fig">${t("talk.asked.left", { count: secondsUntil(talk.asked_until, now) })}</span>
    </p>
  `;
}

/** How many minutes are asked for, and where. */
export function WhatIsAsked({ talk }) {
  const { lang, t } = useApp();
  const count = Math.round((Date.parse(talk.ends_at) - Date.parse(talk.starts_at)) / 60_000);
  return html`<p>${t("talk.asked.what", { place: localized(talk.place_name, lang).text, count })}</p>`;
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
