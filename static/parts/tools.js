/** Language and light, wherever one is. */
import { html, useFair } from "../html.js";
import { Icon } from "./icon.js";

const OTHER = { ja: ["en", "English"], en: ["ja", "日本語"] };

export function Tools() {
  const { fair, state, lang, t } = useFair();
  const [other, name] = OTHER[lang];
  const dark = state.theme == "dark";
  return html`
    <button class="btn little" type="button" onClick=${() => fair.speak(other)}><${Icon} name="translate" /><span lang=${other}>${name}</span></button>
    <button class="btn icon little" type="button" onClick=${() => fair.wearLook({ theme: dark ? "light" : "dark" })}>
      <${Icon} name=${dark ? "sun" : "moon"} /><span class="vh">${t(dark ? "theme.light" : "theme.dark")}</span></button>`;
}
