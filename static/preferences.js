/** Language and theme: on the page, and in the cookie that the server reads: fair_look=ja.dark */
const YEAR_SECONDS = 31_536_000;
const root = document.documentElement;

/** @returns {{lang: string, theme: string}} */
export const preferences = () => ({
  lang: root.lang === "en" ? "en" : "ja",
  theme: root.dataset.theme === "dark" ? "dark" : "light",
});

/** Whether this browser has chosen; otherwise the server took the browser's languages. */
export const hasChosen = () => /(^|; )fair_look=/.test(document.cookie);

/** The system's light or dark, until something is chosen. */
export function followSystemTheme() {
  if (!hasChosen() && matchMedia("(prefers-color-scheme: dark)").matches) root.dataset.theme = "dark";
}

/** @param {{lang: string, theme: string}} chosen */
export function savePreferences({ lang, theme }) {
  root.lang = lang;
  root.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `fair_look=${lang}.${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
}
