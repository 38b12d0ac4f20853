/** How long a talk is to be to which I call somebody, as this browser remembers it. */
import { html, useApp, useState } from "../../html.js";
import { browserStorage } from "../../storage.js";

export const MINUTES = [10, 15, 20, 30];
const USUAL = 15;
const KEY = "talk-minutes";

/** In minutes. */
export function talkMinutes() {
  const kept = Number(browserStorage.get(KEY));
  return MINUTES.includes(kept) ? kept : USUAL;
}

export function TalkMinutes() {
  const { t } = useApp();
  const [minutes, setMinutes] = useState(talkMinutes);
  const choose = (event) => {
    browserStorage.put(KEY, Number(event.target.value));
    setMinutes(Number(event.target.value));
  };
  return html`
    <label class="field across">
      <span>${t("booth-desk.minutes")}</span>
      <select onChange=${choose}>
        ${MINUTES.map((count) => html`
          <option key=${count} value=${count} selected=${count === minutes}>
            ${t("talk.minutes", { count })}
          </option>
        `)}
      </select>
    </label>
  `;
}
