/** A representative puts the curtain out, half up, or in; it stays until changed. */
import { html, useFair } from "../html.js";

const STATES = [["open", "open"], ["break", "hold"], ["closed", ""]];

export function Curtain({ place, state: now }) {
  const { fair, t } = useFair();
  const hang = (state) => state != now && fair.act("booth.curtain", { place, state }).then(
    () => fair.tell("curtain.done", { state: t(`booth.state.${state}`) }), (error) => fair.tellError(error));
  return html`<section class="card first" aria-labelledby="curtain"><h2 id="curtain">${t("curtain.title")}</h2>
    <div class="steps" role="group" aria-labelledby="curtain">${STATES.map(([state, tone]) => html`
      <button key=${state} class=${tone} type="button" aria-pressed=${state == now} onClick=${() => hang(state)}>${t(`curtain.${state}`)}</button>`)}</div>
    <p class="hint">${t("curtain.stays")}</p></section>`;
}
