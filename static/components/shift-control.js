/** A representative says whether to talk now: available, on a break, or away. It stays until changed. */
import { html, useApp, useState } from "../html.js";
import { Choice } from "./choice.js";
import { Dialog } from "./dialog.js";

const STATES = [
  ["available", "open"],
  ["break", "hold"],
  ["away", ""],
];
const MINUTES = [10, 20, 30, 60];
const USUAL = 20;
const MINUTE_MS = 60_000;

/** `shift`: what I said last; undefined when I never did. */
export function ShiftControl({ place, shift }) {
  const { client, state: page, t, times } = useApp();
  const [breaking, setBreaking] = useState(false);
  /** @param {string} state @param {string|null} until */
  const set = (state, until = null) =>
    client
      .act("shift.set", { place, state, until })
      .then(() => client.notify("shift.done", { state: t(`shift.state.${state}`) }));
  const press = (state) => {
    if (state === "break") setBreaking(true);
    else if (state !== shift?.state) set(state).catch((refused) => client.notifyError(refused));
  };
  const rest = (form) =>
    set("break", new Date(Number(times.now()) + Number(form.get("minutes")) * MINUTE_MS).toISOString());
  return html`
    <section class="card" aria-labelledby="shift">
      <h2 id="shift">${t("shift.title")}</h2>
      <div class="steps" role="group" aria-labelledby="shift">
        ${STATES.map(([state, tone]) => html`
          <button
            key=${state}
            class=${tone}
            type="button"
            aria-pressed=${state === shift?.state}
            onClick=${() => press(state)}
          >
            ${t(`shift.${state}`)}
          </button>
        `)}
      </div>
      ${shift?.until && html`
        <p class="small">${t("shift.until", { at: times.clock(shift.until, page.start.zone) })}</p>
      `}
      <p class="hint">${t("shift.stays")}</p>
      ${breaking && html`
        <${Dialog}
          title=${t("shift.break.title")}
          action=${t("shift.break.do")}
          onDo=${rest}
          onClose=${() => setBreaking(false)}
        >
          <${Choice}
            name="minutes"
            legend=${t("shift.break.minutes")}
            options=${MINUTES.map((count) => [count, t("minutes", { count })])}
            first=${USUAL}
            across=${true}
          />
        <//>
      `}
    </section>
  `;
}
