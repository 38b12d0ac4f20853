/** What I do now: I am free and call the next, wait for an answer, wait for somebody to come, or talk. */
import { Dialog } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { TakeBack } from "../../components/talk/asked.js";
import { UserText } from "../../components/text.js";
import { useFocusOnChange } from "../../components/use-focus-on-change.js";
import { html, useApp, useState } from "../../html.js";
import { minutesWaited } from "../../line-standing.js";
import { clockOf, timeLeft } from "../../talk-standing.js";
import { BringIn } from "./bring-in.js";
import { Shown, ShownOnly } from "./shown.js";
import { talkMinutes, TalkMinutes } from "./talk-minutes.js";

/** `talk`: mine that is not over, if any; `tickets`: of the line; `drafts`: how many talks have no outcome. */
export function Now({ place, talk, tickets, drafts, colleagues, now }) {
  const heading = useFocusOnChange(talk ? `${talk.id} ${talk.state}` : "free");
  if (!talk) return html`<${Free} place=${place} tickets=${tickets} drafts=${drafts} now=${now} heading=${heading} />`;
  const ticket = tickets.find((one) => one.talk === talk.id);
  const visitor = talk.people.find((person) => person.id === talk.visitor) ?? talk.people[0];
  if (talk.state === "asked")
    return html`<${Ringing} talk=${talk} visitor=${visitor} ticket=${ticket} heading=${heading} />`;
  return html`
    <${Talking}
      talk=${talk}
      visitor=${visitor}
      ticket=${ticket}
      colleagues=${colleagues}
      now=${now}
      heading=${heading}
    />
  `;
}

function Free({ place, tickets, drafts, now, heading }) {
  const { client, lang, t } = useApp();
  const [busy, setBusy] = useState(false);
  const next = tickets.find((ticket) => ticket.state === "waiting");
  async function call() {
    if (busy) return;
    setBusy(true);
    try {
      const about = { place, ticket: null, reason: null, minutes: talkMinutes() };
      const called = await client.act("talk.call", about);
      if (called.passed_over.length) {
        const numbers = new Intl.ListFormat(lang, { type: "unit", style: "short" }).format(
          called.passed_over.map(String),
        );
        client.notify("booth-desk.passed-over", { numbers, number: called.number });
      }
    } catch (refused) {
      client.notifyError(refused);
    }
    setBusy(false);
  }
  const waits = next && minutesWaited(next.joined_at, now);
  return html`
    <section class="card" aria-labelledby="now">
      <h2 id="now" tabindex="-1" ref=${heading}>
        ${t("booth-desk.free")}
      </h2>
      <p>
        ${next
          ? t(waits ? "booth-desk.free.next" : "booth-desk.free.next.now", {
              name: next.visitor.name,
              count: waits,
            })
          : t(drafts ? "booth-desk.free.drafts" : "booth-desk.free.none", { count: drafts })}
      </p>
      <div class="line">
        <button
          class="btn mine big"
          type="button"
          aria-disabled=${busy || !next}
          onClick=${() => next && call()}
        >
          <${Icon} name="bell" />
          ${t("booth-desk.call")}
        </button>
        <${TalkMinutes} />
      </div>
    </section>
  `;
}

function Ringing({ talk, visitor, ticket, heading }) {
  const { t } = useApp();
  return html`
    <section class="card" aria-labelledby="now" data-now="ringing">
      <h2 id="now" tabindex="-1" ref=${heading}>
        ${t("booth-desk.wait-answer", { name: visitor.name })}
      </h2>
      ${ticket && html`<p class="small soft">${t("booth-desk.number", { number: ticket.number })}</p>`}
      <${Shown} shows=${ticket?.shows} place=${talk.place} person=${visitor.id} />
      <${TakeBack} talk=${talk} />
      <p class="small soft">${t("booth-desk.wait-answer.what")}</p>
    </section>
  `;
}

function Talking({ talk, visitor, ticket, colleagues, now, heading }) {
  const { client, t } = useApp();
  const [ending, setEnding] = useState(false);
  const [bringing, setBringing] = useState(null); // the colleagues to choose from
  const free = colleagues.filter((one) => talk.people.every((person) => person.id !== one.id));
  const { seconds } = timeLeft(talk, now);
  const coming = visitor.where === "absent";
  return html`
    <section class="card" aria-labelledby="now" data-now=${coming ? "coming" : "talking"}>
      <div class="line">
        ${!coming && html`
          <span class="badge live">
            <i class="lamp"></i>
            ${t("booth-desk.in-talk")}
          </span>
        `}
        <h2 id="now" tabindex="-1" ref=${heading}>
          ${coming ? (
            t("booth-desk.coming", { name: visitor.name })
          ) : html`
            <${UserText}>${visitor.name}<//>
          `}
        </h2>
        ${ticket && html`<span class="tiny faint">${t("booth-desk.number", { number: ticket.number })}</span>`}
        <span class="end timer">
          <span class="small soft">${t("talk.left-time")}</span>
          <span class="fig" role="timer">
            ${t("talk.time", clockOf(seconds))}
          </span>
        </span>
      </div>
      ${coming && html`<p class="small soft">${t("booth-desk.coming.what")}</p>`}
      <${Shown} shows=${ticket?.shows ?? talk.shows} place=${talk.place} person=${visitor.id} />
      <${ShownOnly} />
      <p class="line">
        <a class="btn primary" href=${`/talks/${talk.id}`}>
          <${Icon} name="chat" />
          ${t("booth-desk.to-room")}
        </a>
        ${free.length > 0 && html`
          <button class="btn" type="button" onClick=${() => setBringing(free)}>
            <${Icon} name="swap" />
            ${t("booth-desk.bring")}
          </button>
        `}
        <button class="btn harm end" type="button" onClick=${() => setEnding(true)}>
          ${t("booth-desk.end")}
        </button>
      </p>
      ${bringing && html`<${BringIn} talk=${talk} colleagues=${bringing} onClose=${() => setBringing(null)} />`}
      ${ending && html`
        <${Dialog}
          title=${t("talk.end.sure")}
          action=${t("talk.end.do")}
          harm=${true}
          onDo=${() => client.act("talk.end", { talk: talk.id })}
          onClose=${() => setEnding(false)}
        >
          <p>${t("talk.end.what")}</p>
        <//>
      `}
    </section>
  `;
}
