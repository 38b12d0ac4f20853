/** A booth's status as a picture and in words: the curtain is out (open), half up (break) or taken in (closed). */
import { html, useWords } from "../html.js";
import { Mon } from "./icon.js";

export const Curtain = ({ booth, tall = false }) => html`
  <div class=${tall ? "curtain tall" : "curtain"} data-cloth=${booth.cloth} data-state=${booth.state}>
    <${Mon} name=${booth.mon} size=${tall ? "l" : ""} />
  </div>
`;

export function StatusDot({ state }) {
  const { t } = useWords();
  return html`
    <span class="dot" data-state=${state}>
      ${t(`booth.state.${state}`)}
    </span>
  `;
}
