/** Texts that people wrote, each marked with its own language and direction. */
import { html, useWords } from "../html.js";
import { localized } from "../words.js";

/** A text {ja, en} in the page's language; where that is missing, in the other, marked so. */
export function Localized({ text }) {
  const { lang } = useWords();
  const shown = localized(text, lang);
  return shown.lang === lang ? html`<bdi>${shown.text}</bdi>` : html`<bdi lang=${shown.lang}>${shown.text}</bdi>`;
}

/** The same, with the other language beside it if `beside`. */
export function LocalizedPair({ text, beside }) {
  const { lang } = useWords();
  const other = lang === "ja" ? "en" : "ja";
  const shown = localized(text, lang);
  return html`
    <${Localized} text=${text} />
    ${beside && text?.[other] && shown.lang !== other && html`
      <bdi class="other" lang=${other}>
        ${text[other]}
      </bdi>
    `}
  `;
}

/** A name or message. <bdi> keeps its writing direction from changing what stands beside it. */
export const UserText = ({ children, lang }) => html`
  <bdi dir="auto" lang=${lang}>
    ${children}
  </bdi>
`;
