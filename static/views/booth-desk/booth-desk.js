/** For a company's representatives at their booth: the line, my talk now, and what came of each. */
import { entryOf, scopeState } from "../../client/selectors.js";
import { FairClock, useNow } from "../../components/clock.js";
import { Loading } from "../../components/empty-state.js";
import { ErrorPage } from "../../components/error-page.js";
import { Icon, Mon } from "../../components/icon.js";
import { Heading, Page } from "../../components/page.js";
import { ShiftControl } from "../../components/shift-control.js";
import { Localized } from "../../components/text.js";
import { useScope } from "../../components/use-scope.js";
import { html, useApp, useEffect, useState } from "../../html.js";
import { Colleagues } from "./colleagues.js";
import { Figures } from "./figures.js";
import { Line } from "./line.js";
import { LineState } from "./line-state.js";
import { Now } from "./now.js";
import { Outcome } from "./outcome.js";
import { VisitList } from "./visit-list.js";

export function BoothDesk({ place }) {
  const { state } = useApp();
  const { held, refusal } = useScope(`booth:${place}/desk`);
  const booth = scopeState(state, `booth:${place}`)?.booth?.[place];
  const refused = entryOf(state, place)?.refusal ?? refusal;
  if (refused) return html`<${ErrorPage} error=${refused} />`;
  if (!held || !booth) return html`<${Loading} />`;
  return html`<${Desk} place=${place} held=${held} booth=${booth} />`;
}

function Desk({ place, held, booth }) {
  const { client, state, t } = useApp();
  const now = useNow();
  const [chosen, setChosen] = useState(null); // the talk of which I write; none: the one I am in, or the next draft
  const me = client.me().id;
  const byTime = Object.values(held.open_talks ?? {}).sort((a, b) => a.id - b.id);
  const has = (talk, person) => talk.people.some(({ id, where }) => id === person && where !== "left");
  const isOn = (talk) => talk.state === "asked" || Date.parse(talk.starts_at) <= Number(now);
  const talksNow = byTime.filter(isOn);
  const mine = talksNow.find((talk) => has(talk, me));
  const tickets = Object.values(held.line).sort((a, b) => a.number - b.number);
  const waiting = tickets.filter((ticket) => ticket.state === "waiting");
  const visits = Object.values(held.visits).sort((a, b) => b.talk - a.talk);
  const drafts = visits.filter((visit) => !visit.outcome && visit.host.id === me);
  useEffect(() => {
    if (mine) setChosen(null); // what is written next is of this one
  }, [mine?.id]);
  const colleagues = Object.values(held.shifts).filter(({ person }) => person.id !== me);
  const about = chosen ?? (mine?.state === "open" ? mine.id : drafts[0]?.talk);

  return html`
    <${Page} title=${t("booth-desk.title")}>
      <div class="line back">
        <a href=${`/booths/${place}`}>
          <${Icon} name="left" />
          ${t("booth-desk.back")}
        </a>
      </div>
      <header class="line booth-desk-head">
        <${Mon} name=${booth.mon} size="s" />
        <${Heading}>${t("booth-desk.title")}<//>
        <span class="small soft">
          <${Localized} text=${booth.name} />
        </span>
        <span class="end">
          <${FairClock} zone=${state.start.zone} mine=${client.me().zone} />
        </span>
      </header>
      <div class="grid desk">
        <div class="stack">
          <${Line} place=${place} tickets=${waiting} now=${now} busy=${Boolean(mine)} />
          <${ShiftControl} place=${place} shift=${held.shifts[me]} />
          <${LineState} place=${place} queue=${held.queue[place]} waiting=${waiting.length} now=${now} />
        </div>
        <div class="stack">
          <${Now}
            place=${place}
            talk=${mine}
            tickets=${tickets}
            drafts=${drafts.length}
            colleagues=${colleagues.map(({ person }) => person)}
            now=${now}
          />
          <${Colleagues}
            talks=${talksNow.filter((talk) => talk !== mine && talk.state === "open")}
            shifts=${colleagues}
          />
          <${Figures} visits=${visits} />
        </div>
        <div class="stack">
          <${Outcome}
            key=${about}
            place=${place}
            talk=${about}
            visit=${held.visits[about]}
            open=${held.open_talks[about]}
            onSaved=${() => setChosen(about)}
          />
          <${VisitList} place=${place} visits=${visits} chosen=${about} onChoose=${setChosen} />
        </div>
      </div>
    <//>
  `;
}
