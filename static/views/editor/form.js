/** The frame of every form of the editor: notices of conflicts and refusals, save, discard. */
import { Icon } from "../../components/icon.js";
import { html, useApp, useEffect, useId, useRef } from "../../html.js";
import { ConflictNotice } from "./conflict.js";

/**
 * @param {{draft: any, title: any, back?: string, label: (name: string) => string,
 *   show: (name: string, value: any) => string,
 *   refusal?: any, more?: any, level?: number, children?: any}} props
 * `refusal`: instead of its plain words, what is shown for a refusal that belongs to no field.
 * `more`: what stands below the form.
 */
export function Form({ draft, title, back, label, show, refusal, more, level = 3, children }) {
  const { client, state, t } = useApp();
  const id = useId();
  const heading = useRef();
  useEffect(() => {
    if (back) heading.current.focus();
  }, []);
  const leave = (event) => {
    if (!back) event.preventDefault();
    draft.drop();
  };
  const submit = (event) => {
    event.preventDefault();
    draft.save();
  };
  return html`
    <div class="stack">
      <form class="card edit" ref=${draft.form} onSubmit=${submit} aria-labelledby=${id} novalidate>
        <div class="head">
          <${`h${level}`} id=${id} tabindex="-1" ref=${heading}>
            ${title}
          <//>
          ${draft.touched && html`<span class="badge">${t("edit.unsaved")}</span>`}
        </div>
        ${draft.restored && !draft.undecided && html`
          <p class="note">
            <${Icon} name="info" />
            <span>${t("edit.restored")}</span>
          </p>
        `}
        ${draft.gone ? html`
          <p class="note warn">
            <${Icon} name="warn" />
            <span>${t("edit.gone")}</span>
          </p>
        ` : null}
        ${children}
        ${draft.elsewhere && html`
          <div class="refusal" tabindex="-1">
            ${refusal ?? html`
              <p class="note warn">
                <${Icon} name="warn" />
                <span>${client.errorText(draft.elsewhere)}</span>
              </p>
            `}
          </div>
        `}
        ${draft.undecided && html`<${ConflictNotice} draft=${draft} label=${label} show=${show} />`}
        <div class="line">
          ${draft.gone ? html`
            <button class="btn primary" type="button" onClick=${draft.anew} hidden=${!draft.anew}>
              ${t("edit.anew")}
            </button>
          ` : html`
            <button
              class="btn primary"
              type="submit"
              aria-disabled=${draft.busy || state.link === "outdated"}
            >
              ${t(draft.busy ? "saving" : "save")}
            </button>
          `}
          ${(back || draft.touched) && html`
            <a class="btn" href=${back ?? "#edition"} onClick=${leave}>
              ${t(draft.touched ? "edit.discard" : "close")}
            </a>
          `}
        </div>
      </form>
      ${more}
    </div>
  `;
}
