/** Who waits in the line, the next one first; calling somebody before others is done from here, with a reason. */
import { Choice } from "../../components/choice.js";
import { Dialog } from "../../components/dialog.js";
import { EmptyState } from "../../components/empty-state.js";
import { UserText } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { minutesWaited } from "../../line-standing.js";
import { Shown } from "./shown.js";
import { talkMinutes } from "./talk-minutes.js";

const REASONS = ["language", "agreed", "access", "other"];

/** `tickets`: those that wait, the lowest number first; `busy`: I talk, or call somebody. */
export function Line({ place, tickets, now, busy }) {
  const { client, t } = useApp();
  const [asked, setAsked] = useState(null);
  const minutes = (ticket) => minutesWaited(ticket.joined_at, now);
  const call = (form) =>
    client.act("talk.call", {
      place,
      ticket: asked.id,
      reason: form.get("reason"),
      minutes: talkMinutes(),
    });
  return html`
    <section class="card flush" aria-labelledby="line">
      <header class="line">
        <h2 id="line" tabindex="-1">
          ${t("booth-desk.line")}
        </h2>
        <span class="fig">${tickets.length}</span>
        ${tickets.length > 0 && html`
          <span class="end tiny faint">
            ${t("booth-desk.longest", { count: Math.max(...tickets.map(minutes)) })}
          </span>
        `}
      </header>
      ${tickets.length === 0 ? html`
        <${EmptyState} title=${t("booth-desk.nobody")}>
          <p>${t("booth-desk.nobody.what")}</p>
        <//>
      ` : html`
        <ol class="rows">
          ${tickets.map((ticket, at) => html`
            <li key=${ticket.id} data-state=${at === 0 ? "next" : null}>
              <b class="fig">${ticket.number}</b>
              <div>
                <b>
                  <${UserText}>${ticket.visitor.name}<//>
                </b>
                ${ticket.visitor.furigana && html`
                  <span class="tiny faint">
                    ${" "}
                    <${UserText}>${ticket.visitor.furigana}<//>
                  </span>
                `}
                <${Notes} ticket=${ticket} />
                <${Shown} shows=${ticket.shows} place=${place} person=${ticket.visitor.id} />
              </div>
              <span class="tiny fig">
                <span class="vh">${t("booth-desk.waits.vh")} </span>
                ${t("booth-desk.waits", { count: minutes(ticket) })}
              </span>
              ${at > 0 && !busy && html`
                <p class="more">
                  <button class="btn quiet little" type="button" onClick=${() => setAsked(ticket)}>
                    ${t("booth-desk.other")}
                    <span class="vh"> ${ticket.number}</span>
                  </button>
                </p>
              `}
            </li>
          `)}
        </ol>
      `}
      ${asked && html`
        <${Dialog}
          title=${t("booth-desk.other.title", { number: asked.number, name: asked.visitor.name })}
          action=${t("booth-desk.other.do")}
          onDo=${call}
          onClose=${() => setAsked(null)}
        >
          <${Choice}
            name="reason"
            legend=${t("booth-desk.other.why")}
            options=${REASONS.map((reason) => [reason, t(`booth-desk.reason.${reason}`)])}
            first=${REASONS[0]}
          />
        <//>
      `}
    </section>
  `;
}

function Notes({ ticket }) {
  const { t } = useApp();
  if (!ticket.passed && !ticket.missed) return null;
  return html`
    <p class="tiny soft">
      ${ticket.passed > 0 && t("booth-desk.passed")} ${ticket.missed > 0 && t("booth-desk.missed")}
    </p>
  `;
}
