/** The upper part of a booth: curtain, name, texts, facts. For visitors and in the preview of the booth's editor. */
import { html, useApp } from "../html.js";
import { BoothNeeds } from "./booth-needs.js";
import { Curtain, StatusDot } from "./booth-status.js";
import { Localized, LocalizedPair } from "./text.js";

/** `standing`: null while it is not known; `title`: a heading of the level that fits; `beside`: both languages. */
export function BoothHead({ booth, standing, title, beside, children }) {
  return html`
    <article class="card flush">
      <${Curtain} booth=${booth} standing=${standing} tall=${true} />
      <header class="stack snug booth-head">
        <div class="head">
          ${title}
          ${standing && html`<${StatusDot} standing=${standing} />`}
        </div>
        <p class="lead">
          <${LocalizedPair} text=${booth.line} beside=${beside} />
        </p>
        ${booth.about && html`
          <p class=${beside ? "about beside" : "about"}>
            <${LocalizedPair} text=${booth.about} beside=${beside} />
          </p>
        `}
        <${Facts} booth=${booth} />
        ${children}
      </header>
    </article>
  `;
}

function Facts({ booth }) {
  const { t } = useApp();
  const one = (key, text) =>
    text && html`
      <span class="badge line">
        <span class="vh">${t(key)}</span>
        <${Localized} text=${text} />
      </span>
    `;
  return html`
    <p class="line tight">
      ${one("booth.industry", booth.industry)}
      ${one("booth.location", booth.location)}
      ${booth.employees != null && html`
        <span class="badge line">${t("booth.employees", { count: booth.employees })}</span>
      `}
      ${booth.employment && html`
        <span class="badge line">
          <span class="vh">${t("booth.employment")}</span>
          ${t(booth.employment === "both" ? "booth.employment.both" : `employment.${booth.employment}`)}
        </span>
      `}
      ${booth.visa_help && html`<span class="badge line">${t("filter.visa")}</span>`}
      <${BoothNeeds} booth=${booth} />
    </p>
  `;
}
