/** The page about privacy. */
import { Heading, Page } from "../components/page.js";
import { html, useApp } from "../html.js";

const PARTS = ["what", "why", "who", "abroad", "long", "you"];

export function Privacy() {
  const { state, t } = useApp();
  const { organisers_address: address, person } = state.start;
  return html`
    <${Page} title=${t("privacy.title")}>
      <${Heading}>${t("privacy.title")}<//>
      <div class="card lead">
        ${PARTS.map((part) => html`
          <section class="stack tight" key=${part}>
            <h2>${t(`privacy.${part}`)}</h2>
            <p>${t(`privacy.${part}.text`)}</p>
          </section>
        `)}
        <p class="line">
          ${person && html`
            <a class="btn" href="/me">
              ${t("privacy.mine")}
            </a>
          `}
          ${address && html`
            <a class="btn" href=${`mailto:${address}`}>
              ${t("sign-in.ask")}
            </a>
          `}
          ${!person && html`
            <a class="btn" href="/sign-in">
              ${t("refused.to-sign-in")}
            </a>
          `}
        </p>
      </div>
    <//>
  `;
}
