/** Why somebody is reported, muted or taken out: a field `reason` of a form. */
import { html, useApp } from "../html.js";
import { Choice } from "./choice.js";

const REASONS = ["rude", "spam", "private", "other"];

export function ReasonChoice() {
  const { t } = useApp();
  return html`
    <${Choice}
      name="reason"
      legend=${t("report.why")}
      options=${REASONS.map((reason) => [reason, t(`reason.${reason}`)])}
      first=${REASONS[0]}
    />
  `;
}
