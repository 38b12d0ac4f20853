/** My tickets, wherever I am: how many are called before me, shown and said when it changes. */
import { ownState, scopeState } from "../client/selectors.js";
import { Icon } from "../components/icon.js";
import { useScopes } from "../components/use-scope.js";
import { html, useApp, useEffect, useRef, useState } from "../html.js";
import { aheadOf, livingTickets } from "../line-standing.js";
import { localized } from "../words.js";

const SAID_EVERY_MS = 10_000;

/** `here`: the booth whose page is open. */
export function MyTickets({ here }) {
  const { lang, state, t } = useApp();
  const tickets = livingTickets(ownState(state));
  useScopes(tickets.map((ticket) => `queue:${ticket.place}`));
  const known = tickets
    .map((ticket) => ({ ticket, held: scopeState(state, `queue:${ticket.place}`) }))
    .filter(({ ticket, held }) => held?.queue[ticket.place]?.numbers_shown && ticket.state === "waiting")
    .map(({ ticket, held }) => ({ ticket, ahead: aheadOf(held.line, ticket.number) }))
    .sort((a, b) => a.ahead - b.ahead);
  useSaid(known);
  const [first] = known;
  if (!first || first.ticket.place === here || tickets.some((ticket) => ticket.state !== "waiting"))
    return null;
  return html`
    <a class="my-ticket" href=${`/booths/${first.ticket.place}`}>
      <${Icon} name="ticket" />
      <span>${localized(first.ticket.place_name, lang).text}</span>
      <b class="fig">
        <span class="vh">${t("ticket.number")} </span>
        ${first.ticket.number}
      </b>
      <span class="end">
        ${t(first.ahead ? "ticket.ahead.short" : "ticket.first", { count: first.ahead })}
      </span>
      ${known.length > 1 && html`<span class="fig">+${known.length - 1}</span>`}
    </a>
  `;
}

/** A change of my position is read out, at most every ten seconds for each number. */
function useSaid(known) {
  const { client, lang } = useApp();
  const said = useRef(new Map());
  const [, again] = useState(0);
  useEffect(() => {
    const waits = [];
    for (const { ticket, ahead } of known) {
      const last = said.current.get(ticket.id);
      if (last?.ahead === ahead) continue;
      const wait = last ? last.at + SAID_EVERY_MS - Date.now() : 0;
      if (wait > 0) {
        waits.push(setTimeout(() => again((times) => times + 1), wait));
        continue;
      }
      said.current.set(ticket.id, { ahead, at: Date.now() });
      const place = localized(ticket.place_name, lang).text;
      if (last) client.announce(ahead ? "ticket.said.ahead" : "ticket.said.first", { place, count: ahead });
    }
    return () => waits.forEach(clearTimeout);
  });
}
