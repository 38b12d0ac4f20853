/** The notice that someone else changed what I am editing: their changes, what I typed, and whose shall stay. */
import { Icon } from "../../components/icon.js";
import { UserText } from "../../components/text.js";
import { html, useApp, useId } from "../../html.js";

export function ConflictNotice({ draft, label, show }) {
  const { t } = useApp();
  const id = useId();
  const { base, now, typed, changed } = draft;
  const shown = (name, value) => show(name, value) || "–";
  return html`
    <section class="note warn undecided" tabindex="-1" aria-labelledby=${id}>
      <${Icon} name="people" />
      <div class="stack tight">
        <p id=${id}>
          <b>${t("edit.meanwhile")}</b>
        </p>
        <p class="small">${t("edit.meanwhile.what")}</p>
        <dl class="changes">
          ${changed.map((name) => html`
            <div key=${name}>
              <dt>${label(name)}</dt>
              <dd>
                <del>
                  <${UserText}>${shown(name, base[name])}<//>
                </del>${" "}
                →${" "}
                <ins>
                  <${UserText}>${shown(name, now.values[name])}<//>
                </ins>
                ${name in typed && html`
                  <p>
                    <b>${t("edit.meanwhile.mine")}</b> <${UserText}>${shown(name, typed[name])}<//>
                  </p>
                `}
              </dd>
            </div>
          `)}
        </dl>
      </div>
      <div class="line">
        <button class="btn primary" type="button" aria-disabled=${draft.busy} onClick=${draft.keepMine}>
          ${t("edit.keep-mine")}
        </button>
        <button class="btn" type="button" onClick=${draft.takeTheirs}>
          ${t("edit.take-theirs")}
        </button>
      </div>
    </section>
  `;
}
