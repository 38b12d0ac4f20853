/** Texts that people wrote: in the page's language where there is one, always marked with their own. */
import { html, useFair } from "../html.js";
import { side } from "../words.js";

/** One side of {ja, en}. */
export function Both({ text }) {
  const { lang } = useFair();
  const shown = side(text, lang);
  return shown.lang == lang ? html`<bdi>${shown.text}</bdi>` : html`<bdi lang=${shown.lang}>${shown.text}</bdi>`;
}

/** On wish, the other side stands beside it. */
export function Twin({ text, beside }) {
  const { lang } = useFair();
  const other = lang == "ja" ? "en" : "ja";
  const shown = side(text, lang);
  return html`<${Both} text=${text} />${beside && text?.[other] && shown.lang != other && html`<bdi class="other" lang=${other}>${text[other]}</bdi>`}`;
}

/** A name or message: its direction and language are its own and cannot leak into what stands beside it. */
export const Own = ({ children, lang }) => html`<bdi dir="auto" lang=${lang}>${children}</bdi>`;
