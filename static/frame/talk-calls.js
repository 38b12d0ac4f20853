/** Wherever I am: somebody asks me for a talk, I wait for an answer, or a talk of mine is open and I am not inside. */
import { ownState } from "../client/selectors.js";
import { useNow } from "../components/clock.js";
import { Answer, TakeBack, ticketOf, useAsked } from "../components/talk/asked.js";
import { namesOf, useOthers } from "../components/talk/who.js";
import { html, useApp, useEffect, useRef } from "../html.js";
import { FIELDS, listed } from "../shown-fields.js";
import { othersIn, standingOf } from "../talk-standing.js";
import { localized } from "../words.js";
import { remind } from "./alerts.js";

const NEEDS_ME = ["asked", "asking", "open"];

/** `here`: the talk whose page is open; `desk`: the booth whose desk is; `asked`: ids of talks that I asked for. */
export function TalkCalls({ here, desk, asked }) {
  const { state } = useApp();
  const talks = Object.values(ownState(state)?.talks ?? {});
  const living = talks.filter((talk) => talk.state !== "ended");
  useRefusals(talks, asked);
  return living.length > 0 ? html`<${Waiting} talks=${living} here=${here} desk=${desk} />` : null;
}

function Waiting({ talks, here, desk }) {
  const { client } = useApp();
  const now = useNow();
  const me = client.me().id;
  const waiting = talks
    .map((talk) => ({ talk, standing: standingOf(talk, me, now) }))
    .filter(({ talk, standing }) => {
      const mine = talk.people.find((person) => person.id === me);
      const gone = standing === "open" && ["inside", "left"].includes(mine.where);
      return NEEDS_ME.includes(standing) && !gone;
    });
  useSaid(waiting, here);
  return waiting
    .filter(({ talk, standing }) => talk.id !== here && (standing === "asked" || talk.place !== desk))
    .map(({ talk, standing }) => html`<${Ring} key=${talk.id} talk=${talk} standing=${standing} />`);
}

function Ring({ talk, standing }) {
  const { client, t } = useApp();
  const { names } = useOthers(talk);
  const asked = useAsked(talk);
  const path = `/talks/${talk.id}`;
  const title = {
    asked: asked.title,
    asking: t("talk.asking", { names }),
    open: t("talk.door", { names }),
  }[standing];
  return html`
    <section
      class="ring"
      role=${standing === "asked" ? "alert" : "status"}
      aria-labelledby=${`ring-${talk.id}`}
    >
      <div class="stack tight">
        <h2 id=${`ring-${talk.id}`}>${title}</h2>
        ${standing === "asked" && html`<p>${asked.what}</p>`}
        ${standing === "asked" && talk.place_kind === "booth" && html`<${TheySee} place=${talk.place} />`}
      </div>
      ${standing === "asked" && html`<${Answer} talk=${talk} onYes=${() => client.go(path)} />`}
      ${standing === "asking" && html`<${TakeBack} talk=${talk} />`}
      ${standing === "open" && html`
        <a class="btn primary" href=${path}>
          ${t("talk.door.go")}
        </a>
      `}
    </section>
  `;
}

/** What the company of this booth sees of me. */
function TheySee({ place }) {
  const { lang, state, t } = useApp();
  const given = ownState(state)?.consents?.[place]?.fields ?? [];
  const names = FIELDS.filter((field) => given.includes(field)).map((field) => t(`shown.${field}`));
  return html`<p class="small">${t("shown.call", { fields: listed([t("shown.name"), ...names], lang) })}</p>`;
}

/** What begins to need me is told by sound and notification too, once. */
function useSaid(waiting, here) {
  const { client, lang, state, t } = useApp();
  const told = useRef(new Set());
  const fresh = waiting.filter(({ talk, standing }) => {
    const key = `${talk.id} ${standing}`;
    return standing !== "asking" && !told.current.has(key) && (talk.id !== here || standing === "asked");
  });
  useEffect(() => {
    for (const { talk, standing } of fresh) {
      told.current.add(`${talk.id} ${standing}`);
      const names = namesOf(othersIn(talk, client.me().id), lang);
      const called = standing === "asked" && ticketOf(state, talk);
      const place = localized(talk.place_name, lang).text;
      const key = called ? "call.said" : standing === "asked" ? "talk.asked.said" : "talk.door.said";
      client.announce(key, { names, place });
      remind(t(key, { names, place }), { body: "", tag: `talk-${talk.id}`, path: `/talks/${talk.id}` });
    }
  }, [fresh.map(({ talk, standing }) => `${talk.id} ${standing}`).join()]);
}

/** Whom I asked, and who said no or nothing. */
function useRefusals(talks, asked) {
  const { client, lang } = useApp();
  const refused = talks.filter(
    (talk) => ["declined", "unanswered"].includes(talk.why) && asked.has(talk.id),
  );
  useEffect(() => {
    for (const talk of refused) {
      asked.delete(talk.id);
      const names = namesOf(othersIn(talk, client.me().id), lang);
      client.notify(`talk.refused.${talk.why}`, { names });
    }
  }, [refused.map((talk) => talk.id).join()]);
}
