/** What comes next for me, with the way there; or how to choose something. */
import { Moment } from "../../components/clock.js";
import { Icon } from "../../components/icon.js";
import { useOthers } from "../../components/talk/who.js";
import { Localized } from "../../components/text.js";
import { html, useApp } from "../../html.js";
import { partIn } from "./mine.js";

const SOON_MINUTES = 60;
const MINUTE_MS = 60_000;

/** `session` or `talk`: what comes next, if anything. `quiet`: who works here is not told to choose something. */
export function Next({ session, talk, edition, zone, quiet }) {
  const { client, t } = useApp();
  const me = client.me();
  if (talk) return html`<${NextTalk} talk=${talk} zone=${zone} />`;
  if (!session && quiet) return null;
  if (!session)
    return html`
      <section class="card" aria-labelledby="next">
        <h2 id="next">${t("day.nothing")}</h2>
        <p class="small soft">${t("day.nothing.next")}</p>
        <p>
          <a class="btn" href=${`/editions/${edition}`}>
            ${t("season.programme")}
          </a>
        </p>
      </section>
    `;
  const part = partIn(session, me.id);
  return html`
    <section class="today" aria-labelledby="next">
      <div class="stack tight">
        <p class="small">
          <${Moment} at=${session.starts_at} zone=${zone} mine=${me.zone} /> ·${" "}
          <${Localized} text=${session.place_name} />
          ${part && html`
            ${" "}
            <span class="tag">${t(`day.part.${part}`)}</span>
          `}
        </p>
        <h2 id="next">
          <${Localized} text=${session.title} />
        </h2>
      </div>
      <div class="stack tight">
        <${When} at=${session.starts_at} />
        <${Way} session=${session} part=${part} />
      </div>
    </section>
  `;
}

function NextTalk({ talk, zone }) {
  const { client, t } = useApp();
  const { names } = useOthers(talk);
  return html`
    <section class="today" aria-labelledby="next">
      <div class="stack tight">
        <p class="small">
          <${Moment} at=${talk.starts_at} zone=${zone} mine=${client.me().zone} /> ·${" "}
          <${Localized} text=${talk.place_name} />
        </p>
        <h2 id="next">${t("talk.with", { names })}</h2>
      </div>
      <div class="stack tight">
        <${When} at=${talk.starts_at} />
        <a class="btn big" href=${`/talks/${talk.id}`}>
          <${Icon} name="chat" />
          ${t("talk.door.go")}
        </a>
      </div>
    </section>
  `;
}

function When({ at }) {
  const { rich, t, times } = useApp();
  const wait = Math.ceil((Number(new Date(at)) - Number(times.now())) / MINUTE_MS);
  if (wait <= 0)
    return html`
      <p>
        <span class="badge">${t("programme.now")}</span>
      </p>
    `;
  if (wait > SOON_MINUTES) return null;
  return html`<p class="nb">${rich("day.in", { count: wait, figure: html`<b class="fig">${wait}</b>` })}</p>`;
}

/** A speaker goes to the stage's board while the session is on; everybody watches. */
function Way({ session, part }) {
  const { t, times } = useApp();
  const on = new Date(session.starts_at) <= times.now();
  if (part === "speaker" && on)
    return html`
      <a class="btn big" href=${`/stages/${session.place}/board`}>
        <${Icon} name="cam" />
        ${t("day.present")}
      </a>
    `;
  return html`
    <a class="btn big" href=${`/stages/${session.place}`}>
      <${Icon} name="stage" />
      ${t("programme.watch")}
    </a>
  `;
}
