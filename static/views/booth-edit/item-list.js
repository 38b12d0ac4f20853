/** The list of jobs or documents in the booth's editor: add, edit, delete. */
import { Dialog } from "../../components/dialog.js";
import { Icon } from "../../components/icon.js";
import { html, useApp, useEffect, useRef, useState } from "../../html.js";
import { localized } from "../../words.js";
import { DocumentForm, JobForm } from "./item-forms.js";

const FORMS = { jobs: JobForm, documents: DocumentForm };

export function ItemList({ name, editing }) {
  const { client, lang, t } = useApp();
  const [asked, setAsked] = useState(null);
  const [added, setAdded] = useState(null);
  const list = useRef();
  const add = useRef();
  const titleOf = (one) =>
    localized({ ja: one.values["title.ja"], en: one.values["title.en"] }, lang).text ||
    t(`write.${name}.new`);
  useEffect(() => {
    if (added) list.current.querySelector(`[data-key="${CSS.escape(added)}"] input`)?.focus();
  }, [added]);

  async function remove() {
    await editing.delete(name, asked);
    client.notify("write.deleted");
    add.current.focus();
  }

  return html`
    <section class="stack snug" aria-labelledby=${`edit-${name}`}>
      <h2 id=${`edit-${name}`}>${t(`${name}.title`)}</h2>
      ${!editing[name].length && html`<p class="small soft">${t(`write.${name}.none`)}</p>`}
      <ul class="stack snug" ref=${list}>
        ${editing[name].map((one) => html`
          <li class="card" key=${one.key} data-key=${one.key}>
            <div class="head">
              <h3>${titleOf(one)}</h3>
              <button class="btn quiet little end" type="button" onClick=${() => setAsked(one)}>
                <${Icon} name="bin" />
                ${t("write.delete")}
                <span class="vh">: ${titleOf(one)}</span>
              </button>
            </div>
            <${FORMS[name]} one=${one} />
          </li>
        `)}
      </ul>
      <div class="line">
        <button class="btn" type="button" ref=${add} onClick=${() => setAdded(editing.add(name).key)}>
          <${Icon} name="pen" />
          ${t(`write.${name}.add`)}
        </button>
      </div>
      ${asked && html`
        <${Dialog}
          title=${t("write.delete.sure", { title: titleOf(asked) })}
          action=${t("write.delete.yes")}
          harm
          onDo=${remove}
          onClose=${() => setAsked(null)}
        >
          <p>${t("write.delete.what")}</p>
        <//>
      `}
    </section>
  `;
}
