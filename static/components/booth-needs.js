/** What a booth asks and offers, as badges: level of Japanese, languages spoken, first time here. */
import { html, useWords } from "../html.js";

export function BoothNeeds({ booth }) {
  const { lang, t } = useWords();
  const languages = booth.languages
    .map((code) => t(`language.${code}.short`))
    .join(lang === "ja" ? "・" : " ");
  return html`
    ${booth.japanese && html`<span class="badge line">${t("booth.japanese", { level: booth.japanese })}</span>`}
    ${booth.languages.length > 0 && html`
      <span class="badge line">
        <span class="vh">${t("booth.languages")}</span>
        ${languages}
      </span>
    `}
    ${booth.first_time && html`<span class="badge ai">${t("booth.first-time")}</span>`}
  `;
}
