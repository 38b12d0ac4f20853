/** One session of the timetable, with buttons for my programme and my calendar. */
import { Icon } from "../../components/icon.js";
import { Localized, UserText } from "../../components/text.js";
import { html, useApp, useState } from "../../html.js";
import { localized } from "../../words.js";

/** @param {any} props `onStage`: it is held where it can be watched */
export function SessionRow({ session, onStage, zone, mine, picked, clash, clashes }) {
  const { client, lang, t, times } = useApp();
  const [busy, setBusy] = useState(false);
  const now = times.now();
  const past = new Date(session.ends_at) <= now;
  const state = session.cancelled
    ? "off"
    : new Date(session.starts_at) <= now && now < new Date(session.ends_at)
      ? "on"
      : null;
  const beside = times.differ(session.starts_at, zone, mine);
  const other =
    times.day(session.starts_at, mine) !== times.day(session.starts_at, zone) ? times.moment : times.clock;

  async function pick() {
    if (busy) return;
    setBusy(true);
    try {
      const { overlapping } = await client.act("programme.pick", { session: session.id, picked: !picked });
      if (overlapping.length) client.notify("programme.overlaps", { count: overlapping.length });
      else client.notify(picked ? "programme.dropped" : "programme.picked");
    } catch (refused) {
      client.notifyError(refused);
    }
    setBusy(false);
  }

  const title = localized(session.title, lang).text;
  const people = [...session.speakers, ...session.moderators];
  return html`
    <li data-state=${state} id=${`session-${session.id}`}>
      <div class="at">
        <time class="fig" datetime=${session.starts_at}>
          ${times.clock(session.starts_at, zone)}
        </time>
        <small>–${times.clock(session.ends_at, zone)}</small>
        ${beside && html`
          <small class="my-time">
            ${t("clock.mine")} ${other(session.starts_at, mine)}
          </small>
        `}
      </div>
      <div class="stack tight">
        <h4>
          ${state === "on" && html`
            <span class="badge ai">${t("programme.now")}</span>${" "}
          `}
          ${onStage ? html`
            <a href=${`/stages/${session.place}`}>
              <${Localized} text=${session.title} />
            </a>
          ` : html`
            <${Localized} text=${session.title} />
          `}
        </h4>
        ${session.company?.booth && html`
          <p class="small">
            <a href=${`/booths/${session.company.booth}`}>
              <${Localized} text=${session.company.name} />
            </a>
          </p>
        `}
        <p class="small soft">
          <${Localized} text=${session.about} />
        </p>
        <p class="line tight">
          <span class="badge line">
            <${Localized} text=${session.place_name} />
          </span>
          ${session.industry && html`
            <span class="badge line">
              <${Localized} text=${session.industry} />
            </span>
          `}
          ${session.japanese && html`
            <span class="badge line">${t("booth.japanese", { level: session.japanese })}</span>
          `}
          <span class="badge line">
            <span class="vh">${t("programme.by.language")}</span>
            ${session.languages.map((code) => t(`language.${code}`)).join(lang === "ja" ? "・" : ", ")}
          </span>
        </p>
        ${people.length > 0 && html`
          <p class="tiny faint">
            ${people.map((person, at) => html`
              ${at > 0 && (lang === "ja" ? "、" : ", ")}
              <${UserText}>${person.name}<//>
            `)}
          </p>
        `}
        ${picked && clashes && html`
          <p class="note warn">
            <${Icon} name="warn" />
            <span>
              ${t("programme.clash")}${" "}
              ${clash.map((text) => localized(text, lang).text).join(lang === "ja" ? "、" : ", ")}
            </span>
          </p>
        `}
      </div>
      <div class="row-actions">
        ${state === "on" && onStage && html`
          <a class="btn little primary" href=${`/stages/${session.place}`}>
            <${Icon} name="stage" />
            ${t("programme.watch")}
            <span class="vh">: ${title}</span>
          </a>
        `}
        ${session.cancelled ? html`
          <span class="badge warn">${t("programme.cancelled")}</span>
        ` : past && !picked ? null : html`
          <button class="btn little" type="button" aria-pressed=${picked} onClick=${pick}>
            <${Icon} name=${picked ? "check" : "cal"} />
            ${t(picked ? "programme.mine" : "programme.add")}
            <span class="vh">: ${title}</span>
          </button>
          <a class="small" href=${`/api/sessions/${session.id}.ics`} download>
            ${t("programme.ics")}
            <span class="vh">: ${title}</span>
          </a>
        `}
      </div>
    </li>
  `;
}
