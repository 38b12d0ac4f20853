/** What a visitor shows the company, for its representatives. */
import { html, useApp } from "../../html.js";
import { fieldsOf, wordsOf } from "../../shown-fields.js";
import { DownloadButton } from "../../components/download-button.js";
import { Icon } from "../../components/icon.js";
import { UserText } from "../../components/text.js";

const WRITTEN = ["wishes", "access_needs"]; // in the visitor's own words

/** `shows`: by field, of this person at this booth; null while nothing may be shown yet. */
export function Shown({ shows, place, person }) {
  const { lang, t, times } = useApp();
  const fields = fieldsOf(shows ?? {});
  if (!fields.length) return null;
  return html`
    <dl class="facts">
      ${fields.map((field) => html`
        <dt key=${`${field}-name`}>${t(`shown.${field}`)}</dt>
        <dd key=${field}>
          ${WRITTEN.includes(field) && html`<${UserText}>${shows[field]}<//>`}
          ${field === "cv" && html`
            <${DownloadButton} path=${`/api/booths/${place}/visitors/${person}/cv.pdf`}>
              ${wordsOf(field, shows.cv, { lang, t, times })}
            <//>
          `}
          ${![...WRITTEN, "cv"].includes(field) && wordsOf(field, shows[field], { lang, t, times })}
        </dd>
      `)}
    </dl>
  `;
}

/** Beside what is shown: why it is that much, and no more. */
export function ShownOnly() {
  const { t } = useApp();
  return html`
    <p class="tiny faint with-i">
      <${Icon} name="lock" />
      <span>${t("booth-desk.shown.only")}</span>
    </p>
  `;
}
