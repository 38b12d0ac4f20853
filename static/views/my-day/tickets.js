/** My tickets in the lines of booths. */
import { ownState } from "../../client/selectors.js";
import { Ticket } from "../../components/queue/ticket.js";
import { html, useApp } from "../../html.js";
import { livingTickets } from "../../line-standing.js";

export function Tickets({ places }) {
  const { state, t } = useApp();
  const tickets = livingTickets(ownState(state));
  if (!tickets.length) return null;
  return html`
    <section class="stack snug" aria-labelledby="tickets">
      <h2 id="tickets">${t("ticket.mine")}</h2>
      <div class="grid booths">
        ${tickets.map((ticket) => html`
          <${Ticket} key=${ticket.id} ticket=${ticket} mon=${places[ticket.place]?.mon} named=${true} />
        `)}
      </div>
    </section>
  `;
}
