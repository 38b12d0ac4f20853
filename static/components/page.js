/** The frame of a view: document title, main landmark, and the h1 that takes the focus when the view opens. */
import { unreadMessages } from "../client/unread.js";
import { html, useApp, useEffect, useRef } from "../html.js";
import { Lost } from "./connection-notes.js";
import { Notices } from "./notices.js";

/** The title of the document, with how many messages wait for me before it: seen in the tab of another window. */
export function useTitle(title) {
  const { state, t, lang } = useApp();
  const unread = unreadMessages(state).size;
  useEffect(() => {
    const named = title ? `${title} — ${t("brand")}` : t("brand");
    document.title = unread ? `(${unread}) ${named}` : named;
  }, [title, lang, unread]);
}

export function Page({ title, children }) {
  useTitle(title);
  return html`
    <main class="page" id="main" tabindex="-1">
      <${Lost} />
      <${Notices} />
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
