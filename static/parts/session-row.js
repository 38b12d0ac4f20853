/** One session of a timetable: when in the event's zone and in mine, who, and whether it is in my programme. */
import { html, useFair, useState } from "../html.js";
import { Icon } from "./icon.js";
import { Both, Own } from "./text.js";
import { side } from "../words.js";

export function SessionRow({ session, zone, mine, picked, clash, clashes }) {
  const { fair, lang, t, times } = useFair();
  const [busy, setBusy] = useState(false);
  const now = times.now();
  const past = new Date(session.ends_at) <= now;
  const state = session.cancelled ? "off" : new Date(session.starts_at) <= now && now < new Date(session.ends_at) ? "on" : null;
  const beside = times.differ(session.starts_at, zone, mine);
  const other = times.day(session.starts_at, mine) != times.day(session.starts_at, zone) ? times.moment : times.clock;

  async function pick() {
    if (busy) return;
    setBusy(true);
    try {
      const { overlapping } = await fair.act("programme.pick", { session: session.id, picked: !picked });
      if (overlapping.length) fair.tell("programme.overlaps", { count: overlapping.length });
      else fair.tell(picked ? "programme.dropped" : "programme.picked");
    } catch (refused) {
      fair.tellError(refused);
    }
    setBusy(false);
  }

  const title = side(session.title, lang).text;
  const people = [...session.speakers, ...session.moderators];
  return html`<li data-state=${state} id=${`session-${session.id}`}><div class="at"><time class="fig" datetime=${session.starts_at}>${times.clock(session.starts_at, zone)}</time><small>–${times.clock(session.ends_at, zone)}</small>
      ${beside && html`<small class="mytime">${t("clock.mine")} ${other(session.starts_at, mine)}</small>`}</div>
    <div class="stack tight"><h4>${session.company?.booth ? html`<a href=${`/booths/${session.company.booth}`}><${Both} text=${session.title} /></a>` : html`<${Both} text=${session.title} />`}</h4>
      <p class="small soft"><${Both} text=${session.about} /></p>
      <p class="line tight"><span class="badge line"><${Both} text=${session.place_name} /></span>${session.industry && html`<span class="badge line"><${Both} text=${session.industry} /></span>`}
        ${session.japanese && html`<span class="badge line">${t("booth.japanese", { level: session.japanese })}</span>`}
        <span class="badge line"><span class="vh">${t("programme.by.language")}</span>${session.languages.map((code) => t(`language.${code}`)).join(lang == "ja" ? "・" : ", ")}</span></p>
      ${people.length > 0 && html`<p class="tiny faint">${people.map((person, at) => html`${at > 0 && (lang == "ja" ? "、" : ", ")}<${Own}>${person.name}<//>`)}</p>`}
      ${picked && clashes && html`<p class="note warn"><${Icon} name="warn" /><span>${t("programme.clash")} ${clash.map((text) => side(text, lang).text).join(lang == "ja" ? "、" : ", ")}</span></p>`}</div>
    <div class="deed">${session.cancelled ? html`<span class="badge warn">${t("programme.cancelled")}</span>` : past && !picked ? null : html`
      <button class="btn little" type="button" aria-pressed=${picked} onClick=${pick}><${Icon} name=${picked ? "check" : "cal"} />${t(picked ? "programme.mine" : "programme.add")}<span class="vh">: ${title}</span></button>
      <a class="small" href=${`/api/sessions/${session.id}.ics`} download>${t("programme.ics")}<span class="vh">: ${title}</span></a>`}</div></li>`;
}
