/** The curtain is out when someone is there, half up on a break, taken in when closed; and the same in words. */
import { html, useFair } from "../html.js";
import { Mon } from "./icon.js";

export const Noren = ({ booth, tall = false }) => html`
  <div class=${tall ? "noren tall" : "noren"} data-cloth=${booth.cloth} data-state=${booth.state}><${Mon} name=${booth.mon} size=${tall ? "l" : ""} /></div>`;

export function Dot({ state }) {
  const { t } = useFair();
  return html`<span class="dot" data-state=${state}>${t(`booth.state.${state}`)}</span>`;
}
