/** Language and theme, on the page and in the cookie that the server reads: fair_look=ja.dark */
const YEAR_SECONDS = 31_536_000;
const root = document.documentElement;

export const look = () => ({ lang: root.lang == "en" ? "en" : "ja", theme: root.dataset.theme == "dark" ? "dark" : "light" });

/** Has this browser chosen, or did the server guess? */
export const chose = () => /(^|; )fair_look=/.test(document.cookie);

/** Until something is chosen, the system's light or dark. */
export function guess() {
  if (!chose() && matchMedia("(prefers-color-scheme: dark)").matches) root.dataset.theme = "dark";
}

/** @param {{lang: string, theme: string}} chosen */
export function wear({ lang, theme }) {
  root.lang = lang;
  root.dataset.theme = theme;
  const secure = location.protocol == "https:" ? "; secure" : "";
  document.cookie = `fair_look=${lang}.${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`;
}
