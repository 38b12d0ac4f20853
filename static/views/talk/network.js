/** Whether this network carries a talk: directly, or through a relay; and what to do when it does not. */
import { Icon } from "../../components/icon.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { checkNetwork } from "../../media/network-check.js";

/** @typedef {import("../../media/network-check.js").Found} Found */

/** What each way came to: undefined while it is tried; a relay may also be null, when there is none. */
const NOTHING = { direct: undefined, relay: undefined };

export function Network() {
  const { state, t } = useApp();
  const [found, setFound] = useState(/** @type {{direct?: Found, relay?: Found|null}|null} */ (null));
  const ending = useRef(/** @type {AbortController|null} */ (null));
  useEffect(() => () => ending.current?.abort(), []);
  const busy = found && (found.direct === undefined || found.relay === undefined);
  function check() {
    if (busy) return;
    const abort = (ending.current = new AbortController());
    const put = (which) => (one) => abort.signal.aborted || setFound((was) => ({ ...was, [which]: one }));
    setFound(NOTHING);
    checkNetwork(
      `/whep/${state.start.hall}?echo`,
      { onDirect: put("direct"), onRelay: put("relay") },
      abort.signal,
    );
  }
  const verdict = found && !busy && verdictOf(found);
  return html`
    <div class="stack" data-network=${verdict || (busy ? "busy" : "untried")}>
      <button class="btn" type="button" aria-disabled=${Boolean(busy)} onClick=${check}>
        <${Icon} name="signal" />
        ${t("talk.network.try")}
      </button>
      ${found && html`
        <dl class="facts small">
          <dt>${t("talk.network.direct")}</dt>
          <dd>
            <${Result} found=${found.direct} />
          </dd>
          ${found.relay !== null && html`
            <dt>${t("talk.network.relay")}</dt>
            <dd>
              <${Result} found=${found.relay} />
            </dd>
          `}
        </dl>
      `}
      <p
        class=${verdict && !verdict.startsWith("relay") && verdict !== "good" ? "note warn" : "small soft"}
        role="status"
      >
        ${verdict && t(`talk.network.${verdict}`)}
      </p>
    </div>
  `;
}

/** @param {{direct?: Found, relay?: Found|null}} found */
function verdictOf({ direct, relay }) {
  const best = direct?.reached ? direct : relay;
  if (!best?.reached) return "none";
  if (best.quality && best.quality !== "good") return best.quality;
  return direct?.reached ? "good" : "relay-only";
}

function Result({ found }) {
  const { t } = useApp();
  if (!found) return t("talk.network.trying");
  if (!found.reached) return t("talk.network.blocked");
  return t("talk.network.reached", {
    ms: Math.round(1000 * (found.seconds ?? 0)),
    loss: Math.round(100 * (found.loss ?? 0)),
  });
}
