/** The buttons with which a representative opens, pauses or closes the booth. The status stays until changed. */
import { html, useApp } from "../../html.js";

const STATES = [
  ["open", "open"],
  ["break", "hold"],
  ["closed", ""],
];

export function StatusControl({ place, state: now }) {
  const { client, t } = useApp();
  const hang = (state) =>
    state !== now &&
    client.act("booth.set_status", { place, state }).then(
      () => client.notify("curtain.done", { state: t(`curtain.state.${state}`) }),
      (error) => client.notifyError(error),
    );
  return html`
    <section class="card first" aria-labelledby="curtain">
      <h2 id="curtain">${t("curtain.title")}</h2>
      <div class="steps" role="group" aria-labelledby="curtain">
        ${STATES.map(([state, tone]) => html`
          <button
            key=${state}
            class=${tone}
            type="button"
            aria-pressed=${state === now}
            onClick=${() => hang(state)}
          >
            ${t(`curtain.${state}`)}
          </button>
        `)}
      </div>
      <p class="hint">${t("curtain.stays")}</p>
    </section>
  `;
}
