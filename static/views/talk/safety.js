/** Reporting and blocking somebody of a talk, from inside it or afterwards. The person is never told. */
import { Dialog } from "../../components/dialog.js";
import { Field } from "../../components/field.js";
import { Icon } from "../../components/icon.js";
import { ReasonChoice } from "../../components/reason-choice.js";
import { html, useApp, useState } from "../../html.js";

/** `onBlocked`: what to do once somebody is blocked, as to leave the room. */
export function Safety({ talk, people, onBlocked = () => {} }) {
  const { t } = useApp();
  const [asked, setAsked] = useState(false);
  if (!people.length) return null;
  return html`
    <button class="btn" type="button" onClick=${() => setAsked(true)}>
      <${Icon} name="flag" />
      ${t("talk.report")}
    </button>
    ${asked && html`
      <${ReportDialog}
        talk=${talk}
        people=${people}
        onBlocked=${onBlocked}
        onClose=${() => setAsked(false)}
      />
    `}
  `;
}

function ReportDialog({ talk, people, onBlocked, onClose }) {
  const { client, t } = useApp();
  const [typed, setTyped] = useState({ text: "", quote: false, report: true, block: false });
  const [whom, setWhom] = useState(people[0]);
  const put = (values) => setTyped({ ...typed, ...values });
  async function send(form) {
    const { text, quote, report, block } = typed;
    const about = { talk: talk.id, person: whom.id };
    if (report) await client.act("talk.report", { ...about, reason: form.get("reason"), text, quote });
    if (block) await client.act("talk.block", about);
    client.notify(report ? "talk.report.done" : "talk.blocked");
    if (block) onBlocked();
  }
  const check = (name, words, hint) => html`
    <label class="pick">
      <input
        type="checkbox"
        checked=${typed[name]}
        onChange=${(event) => put({ [name]: event.target.checked })}
      />
      <span>
        ${words}
        ${hint && html`<small class="soft">${hint}</small>`}
      </span>
    </label>
  `;
  const nothing = !typed.report && !typed.block;
  return html`
    <${Dialog}
      title=${t("talk.report.title", { name: whom.name })}
      action=${t(typed.report ? "report.send" : "talk.report.only-block")}
      harm=${true}
      onDo=${nothing ? async () => {} : send}
      onClose=${onClose}
    >
      ${people.length > 1 && html`
        <label class="select-field">
          <span>${t("talk.who")}</span>
          <select
            value=${whom.id}
            onChange=${(event) => setWhom(people.find((one) => one.id === Number(event.target.value)))}
          >
            ${people.map((person) => html`
              <option key=${person.id} value=${person.id}>
                ${person.name}
              </option>
            `)}
          </select>
        </label>
      `}
      ${check("report", t("talk.report.do"), t("talk.report.who-sees"))}
      ${typed.report && html`
        <${ReasonChoice} />
        <${Field} label=${t("talk.report.words")}>
          ${(tie) => html`
            <textarea
              ...${tie}
              rows="2"
              value=${typed.text}
              onInput=${(event) => put({ text: event.target.value })}
            ></textarea>
          `}
        <//>
        ${check("quote", t("talk.report.quote"))}
      `}
      ${check("block", t("talk.report.block"), t("talk.report.block.what"))}
    <//>
  `;
}
