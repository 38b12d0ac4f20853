/** The frame of a view: document title, main landmark, and the h1 that takes the focus when the view opens. */
import { html, useApp, useEffect, useRef } from "../html.js";
import { Lost } from "./connection-notes.js";

export function useTitle(title) {
  const { t, lang } = useApp();
  useEffect(() => {
    document.title = title ? `${title} — ${t("brand")}` : t("brand");
  }, [title, lang]);
}

export function Page({ title, children }) {
  useTitle(title);
  return html`
    <main class="page" id="main" tabindex="-1">
      <${Lost} />
      ${children}
    </main>
  `;
}

/** The h1. It takes the focus if nothing has it: the view's code or state may come after the navigation. */
export function Heading({ children }) {
  const { state } = useApp();
  const ref = useRef();
  useEffect(() => {
    if (state.moves && document.activeElement === document.body) ref.current.focus({ preventScroll: true });
  }, []);
  return html`
    <h1 tabindex="-1" ref=${ref}>
      ${children}
    </h1>
  `;
}
