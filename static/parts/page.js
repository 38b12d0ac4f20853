/** One view: its title, and the h1 that takes the focus when the view arrives. */
import { html, useEffect, useFair, useRef } from "../html.js";
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

/** A heading that arrives after the move itself, as its view's code or state was late, takes the focus nobody has. */
export function Heading({ children }) {
  const { state } = useFair();
  const ref = useRef();
  useEffect(() => {
    if (state.moves && document.activeElement == document.body) ref.current.focus({ preventScroll: true });
  }, []);
  return html`<h1 tabindex="-1" ref=${ref}>${children}</h1>`;
}
