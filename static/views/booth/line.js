/** The line at this booth: joining it, my ticket in it, or why it cannot be joined. */
import { ownState } from "../../client/selectors.js";
import { Icon } from "../../components/icon.js";
import { Ticket } from "../../components/queue/ticket.js";
import { useFocusOnChange } from "../../components/use-focus-on-change.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useState } from "../../html.js";
import { isLiving, lineStanding } from "../../line-standing.js";
import { Shows } from "./shows.js";

const SORRY = ["missed", "unserved"];

export function Line({ booth, openings, now, works }) {
  const { state } = useApp();
  const { held } = useScope(`queue:${booth.id}`);
  const mine = Object.values(ownState(state)?.tickets ?? {})
    .filter((ticket) => ticket.place === booth.id)
    .sort((a, b) => b.id - a.id)[0];
  const living = mine && isLiving(mine);
  const ref = useFocusOnChange(living ? mine.id : 0);
  if (!held && !living) return null;
  return html`
    <div class="first stack" tabindex="-1" ref=${ref}>
      ${living ? html`
        <${Ticket} ticket=${mine} mon=${booth.mon} />
        <section class="card">
          <${Shows} place=${booth.id} />
        </section>
      ` : html`
        <${Without} booth=${booth} openings=${openings} now=${now} works=${works} held=${held} last=${mine} />
      `}
    </div>
  `;
}

/** I have no ticket here. `last`: the newest that has come to an end, if any. */
function Without({ booth, openings, now, works, held, last }) {
  const { t, times } = useApp();
  const dateOf = (at, zone) => times.local(at, zone).slice(0, 10);
  const line = lineStanding(held, booth, openings, now, dateOf);
  if (works) return html`<${ToDesk} booth=${booth} waiting=${line.waiting} />`;
  return html`
    <section class="card" aria-labelledby="line">
      <h2 id="line">${t("line.title")}</h2>
      ${last && SORRY.includes(last.state) && html`
        <p class="note warn">
          <${Icon} name="info" />
          <span>${t(`ticket.ended.${last.state}`, { number: last.number })}</span>
        </p>
      `}
      ${line.state === "open" && html`<${Join} booth=${booth} waiting=${line.waiting} />`}
      ${line.state !== "open" && html`<${Shut} line=${line} />`}
    </section>
  `;
}

function Join({ booth, waiting }) {
  const { client, t } = useApp();
  const [busy, setBusy] = useState(false);
  async function join() {
    if (busy) return;
    setBusy(true);
    await client.act("queue.join", { place: booth.id }).catch((refused) => client.notifyError(refused));
    setBusy(false);
  }
  return html`
    ${waiting != null && html`
      <p class="bigfig">
        <small>${t("line.length")}</small>
        <span class="fig">${t("line.people", { count: waiting })}</span>
      </p>
    `}
    <${Shows} place=${booth.id} />
    <button class="btn mine big wide" type="button" aria-disabled=${busy} onClick=${join}>
      <${Icon} name="ticket" />
      ${t("line.join")}
    </button>
    <p class="hint">${t("line.keeps")}</p>
  `;
}

function Shut({ line }) {
  const { state, t, times } = useApp();
  const { zone } = state.start;
  const said = {
    not_yet: () => t("line.not_yet", { at: times.moment(line.opens, zone) }),
    closed: () => t("line.closed"),
    full: () => t("line.full", { count: line.most }),
  }[line.state]();
  return html`
    <p class="note">
      <${Icon} name=${line.state === "not_yet" ? "clock" : "info"} />
      <span>${said}</span>
    </p>
    <p class="small soft">${t(line.state === "full" ? "line.full.next" : "line.closed.next")}</p>
  `;
}

function ToDesk({ booth, waiting }) {
  const { t } = useApp();
  return html`
    <a class="btn primary" href=${`/booths/${booth.id}/desk`}>
      <${Icon} name="ticket" />
      ${t("line.desk")}
      ${waiting > 0 && html`<span class="badge">${t("line.waiting", { count: waiting })}</span>`}
    </a>
  `;
}
