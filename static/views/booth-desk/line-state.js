/** The buttons with which a representative opens the line, gives no more numbers, or closes it. */
import { Dialog } from "../../components/dialog.js";
import { html, useApp, useState } from "../../html.js";

const STATES = [
  ["open", "open"],
  ["closing", "hold"],
  ["closed", ""],
];

/** `queue`: the newest line, if there was one; `waiting`: how many wait. */
export function LineState({ place, queue, waiting, now: time }) {
  const { client, state: page, t, times } = useApp();
  const [closing, setClosing] = useState(false);
  const isToday = queue?.date === times.local(time, page.start.zone).slice(0, 10);
  const now = isToday ? queue.state : "open";
  const set = (state) =>
    client
      .act("queue.set", { place, state, most_waiting: null, numbers_shown: null })
      .then(() => client.notify("booth-desk.state.done", { state: t(`booth-desk.state.${state}`) }));
  const press = (state) => {
    if (state === now) return;
    if (state === "closed" && waiting) setClosing(true);
    else set(state).catch((refused) => client.notifyError(refused));
  };
  return html`
    <section class="card" aria-labelledby="line-state">
      <h2 id="line-state">${t("booth-desk.state")}</h2>
      <div class="steps" role="group" aria-labelledby="line-state">
        ${STATES.map(([state, tone]) => html`
          <button
            key=${state}
            class=${tone}
            type="button"
            aria-pressed=${state === now}
            onClick=${() => press(state)}
          >
            ${t(`booth-desk.state.${state}`)}
          </button>
        `)}
      </div>
      ${closing && html`
        <${Dialog}
          title=${t("booth-desk.close.title")}
          action=${t("booth-desk.close.do")}
          harm=${true}
          onDo=${() => set("closed")}
          onClose=${() => setClosing(false)}
        >
          <p>${t("booth-desk.close.what", { count: waiting })}</p>
        <//>
      `}
    </section>
  `;
}
