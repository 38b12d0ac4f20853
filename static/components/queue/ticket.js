/** My ticket: the number, how many are called before it, and the way out. It is yellow, as everything held for me. */
import { ownState } from "../../client/selectors.js";
import { html, useApp, useState } from "../../html.js";
import { aheadOf, livingTickets } from "../../line-standing.js";
import { beep } from "../../sound.js";
import { Dialog } from "../dialog.js";
import { Icon, Mon } from "../icon.js";
import { Localized } from "../text.js";
import { useScope } from "../use-scope.js";

/** `mon`: the crest of the booth; `named`: its name leads there. */
export function Ticket({ ticket, mon, named = false }) {
  const { client, state, t, times } = useApp();
  const [leaving, setLeaving] = useState(false);
  const { held } = useScope(`queue:${ticket.place}`);
  const shown = held?.queue[ticket.place]?.numbers_shown ?? true;
  const ahead = held && aheadOf(held.line, ticket.number);
  const engaged = livingTickets(ownState(state)).some((one) => one.state !== "waiting");
  const waiting = ticket.state === "waiting";
  const leave = async () => {
    await client.act("queue.leave", { ticket: ticket.id });
    client.notify("ticket.left");
  };
  return html`
    <article class="ticket" data-ticket=${ticket.state} data-paused=${waiting && engaged}>
      <div class="top">
        <${Mon} name=${mon} size="s" />
        <span>
          ${named ? html`
            <a href=${`/booths/${ticket.place}`}>
              <${Localized} text=${ticket.place_name} />
            </a>
          ` : (
            t("ticket.title")
          )}
          <small>${t("ticket.joined", { at: times.clock(ticket.joined_at, state.start.zone) })}</small>
        </span>
        <span class="fig no">
          <span class="vh">${t("ticket.number")} </span>
          ${ticket.number}
        </span>
      </div>
      ${waiting && shown && html`<${Position} ahead=${ahead} />`}
      ${waiting && !shown && html`<p class="small">${t("ticket.hidden")}</p>`}
      ${!waiting && html`<p class="state">${t(`ticket.state.${ticket.state}`)}</p>`}
      ${waiting && html`
        <p class="small">${t(engaged ? "ticket.paused" : "ticket.elsewhere")}</p>
        ${ticket.passed > 0 && html`<p class="small">${t("ticket.once.passed")}</p>`}
        ${ticket.missed > 0 && html`<p class="small">${t("ticket.once.missed")}</p>`}
        <p class="line">
          <button class="btn little" type="button" onClick=${() => setLeaving(true)}>
            ${t("ticket.leave")}
            ${named && html`
              <span class="vh">
                : <${Localized} text=${ticket.place_name} />
              </span>
            `}
          </button>
          <button class="btn little" type="button" onClick=${beep}>
            <${Icon} name="bell" />
            ${t("ticket.sound")}
          </button>
        </p>
      `}
      ${ticket.state === "talking" && html`
        <p>
          <a class="btn" href=${`/talks/${ticket.talk}`}>
            ${t("ticket.to-room")}
          </a>
        </p>
      `}
      ${leaving && html`
        <${Dialog}
          title=${t("ticket.leave.title")}
          action=${t("ticket.leave")}
          harm=${true}
          onDo=${leave}
          onClose=${() => setLeaving(false)}
        >
          <p>${t("ticket.leave.what", { number: ticket.number })}</p>
        <//>
      `}
    </article>
  `;
}

/** `ahead`: undefined before it is known. */
function Position({ ahead }) {
  const { t } = useApp();
  if (ahead === 0) return html`<p class="state">${t("ticket.first")}</p>`;
  return html`
    <p class="pos">
      ${t("ticket.ahead")}
      <span class="fig">${ahead == null ? "–" : t("ticket.ahead.count", { count: ahead })}</span>
    </p>
  `;
}
