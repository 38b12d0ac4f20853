/** The dialog that reports a message to the moderators, with a reason. */
import { html, useApp } from "../../html.js";
import { Dialog } from "../dialog.js";
import { ReasonChoice } from "../reason-choice.js";
import { UserText } from "../text.js";

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
      <${ReasonChoice} />
      <p class="small soft">${t("report.who-sees")}</p>
    <//>
  `;
}
