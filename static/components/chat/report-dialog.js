/** The dialog that reports a message to the moderators, with a reason. */
import { html, useApp } from "../../html.js";
import { Dialog } from "../dialog.js";
import { UserText } from "../text.js";

const REASONS = ["rude", "spam", "private", "other"];

export function ReportDialog({ message, onClose }) {
  const { client, t } = useApp();
  const send = async (form) => {
    await client.act("chat.report", { message: message.id, reason: form.get("reason") });
    client.notify("report.done");
  };
  return html`
    <${Dialog} title=${t("report.title")} action=${t("report.send")} onDo=${send} onClose=${onClose}>
      <blockquote class="quote small" lang=${message.language}>
        <${UserText}>${message.text}<//>
      </blockquote>
      <fieldset>
        <legend class="legend">${t("report.why")}</legend>
        <div class="choice">
          ${REASONS.map((reason, at) => html`
            <label key=${reason}>
              <input type="radio" name="reason" value=${reason} checked=${at === 0} />
              ${t(`reason.${reason}`)}
            </label>
          `)}
        </div>
      </fieldset>
      <p class="small soft">${t("report.who-sees")}</p>
    <//>
  `;
}
