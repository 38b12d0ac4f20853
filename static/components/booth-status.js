/** How a booth stands, as a picture and in words: the curtain is out, half up (break) or taken in. */
import { html, useWords } from "../html.js";
import { Mon } from "./icon.js";

const HUNG = { open: "open", break: "break" };

export const Curtain = ({ booth, standing, tall = false }) => html`
  <div
    class=${tall ? "curtain tall" : "curtain"}
    data-cloth=${booth.cloth}
    data-state=${HUNG[standing] ?? "closed"}
  >
    <${Mon} name=${booth.mon} size=${tall ? "l" : ""} />
  </div>
`;

export function StatusDot({ standing }) {
  const { t } = useWords();
  return html`
    <span class="dot" data-state=${standing}>
      ${t(`booth.state.${standing}`)}
    </span>
  `;
}
