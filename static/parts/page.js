/** One view: its title, and the h1 that takes the focus when the view arrives. */
import { html, useEffect, useFair } from "../html.js";
import { Lost } from "./banner.js";

export function useTitle(title) {
  const { t, lang } = useFair();
  useEffect(() => {
    document.title = title ? `${title} — ${t("brand")}` : t("brand");
  }, [title, lang]);
}

export function Page({ title, children }) {
  useTitle(title);
  return html`<main class="page" id="main" tabindex="-1"><${Lost} />${children}</main>`;
}

export const Heading = ({ children, lang }) => html`<h1 tabindex="-1" lang=${lang}>${children}</h1>`;
