/** Someone else changed what I am editing: what they wrote, what I typed, and my decision. */
import { html, useFair, useId } from "../html.js";
import { Icon } from "../parts/icon.js";
import { Own } from "../parts/text.js";

export function Meanwhile({ draft, label, show }) {
  const { t } = useFair();
  const id = useId();
  const { base, now, typed, news } = draft;
  const shown = (name, value) => show(name, value) || "–";
  return html`<section class="note warn undecided" tabindex="-1" aria-labelledby=${id}><${Icon} name="people" />
    <div class="stack tight"><p id=${id}><b>${t("edit.meanwhile")}</b></p><p class="small">${t("edit.meanwhile.what")}</p>
      <dl class="changes">${news.map((name) => html`<div key=${name}><dt>${label(name)}</dt>
        <dd><del><${Own}>${shown(name, base.values[name])}<//></del> → <ins><${Own}>${shown(name, now.values[name])}<//></ins>
          ${name in typed && html`<p><b>${t("edit.meanwhile.mine")}</b> <${Own}>${shown(name, typed[name])}<//></p>`}</dd></div>`)}</dl></div>
    <div class="line"><button class="btn primary" type="button" aria-disabled=${draft.busy} onClick=${draft.keepMine}>${t("edit.keep-mine")}</button>
      <button class="btn" type="button" onClick=${draft.takeTheirs}>${t("edit.take-theirs")}</button></div></section>`;
}
