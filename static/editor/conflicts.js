/** One room twice, or one speaker twice: with what, and the choice to keep it knowing. */
import { html, useFair } from "../html.js";
import { Icon } from "../parts/icon.js";
import { Both, Own } from "../parts/text.js";

export function Conflicts({ refusal, edition, people, busy, onAnyway, onChange }) {
  const { t, times } = useFair();
  const { conflicts, count } = refusal.details;
  return html`<div class="note warn conflicts"><${Icon} name="warn" /><div class="stack tight"><b>${t("edit.conflict", { count })}</b>
      <ul class="stack tight">${conflicts.map((one) => html`<li key=${`${one.kind}-${one.person}-${one.session}`}>
        <span class="badge line">${one.kind == "place" ? html`<${Both} text=${one.place} />` : html`<${Own}>${people.find((each) => each.id == one.person)?.name ?? t("role.speaker")}<//>`}</span>
        <a href=${one.edition == edition ? `#timetable/${one.session}` : `/editions/${one.edition}/edit#timetable/${one.session}`}><${Both} text=${one.title} /></a>
        <span class="small"> ${times.moment(one.starts_at, one.zone)}–${times.clock(one.ends_at, one.zone)}${one.kind == "speaker" && html` · <${Both} text=${one.place} />`}</span></li>`)}</ul></div>
    <div class="line"><button class="btn primary" type="button" onClick=${onChange}>${t("edit.conflict.change")}</button>
      <button class="btn" type="button" aria-disabled=${busy} onClick=${onAnyway}>${t("edit.conflict.anyway")}</button></div></div>`;
}
