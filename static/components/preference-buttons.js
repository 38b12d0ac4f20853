/** The buttons that switch the language and the theme. */
import { html, useApp } from "../html.js";
import { Icon } from "./icon.js";

const OTHER = { ja: ["en", "English"], en: ["ja", "日本語"] };

export function PreferenceButtons() {
  const { client, state, lang, t } = useApp();
  const [other, name] = OTHER[lang];
  const dark = state.theme === "dark";
  return html`
    <button class="btn little" type="button" onClick=${() => client.setLanguage(other)}>
      <${Icon} name="translate" />
      <span lang=${other}>${name}</span>
    </button>
    <button
      class="btn icon little"
      type="button"
      onClick=${() => client.setTheme(dark ? "light" : "dark")}
    >
      <${Icon} name=${dark ? "sun" : "moon"} />
      <span class="vh">${t(dark ? "theme.light" : "theme.dark")}</span>
    </button>
  `;
}
