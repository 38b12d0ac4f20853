/** The frame of a view: document title, main landmark, and the h1 that takes the focus when the view opens. */
import { ownState } from "../client/selectors.js";
import { unreadMessages } from "../client/unread.js";
import { html, useApp, useEffect, useRef } from "../html.js";
import { livingTickets } from "../line-standing.js";
import { Lost } from "./connection-notes.js";
import { Notices } from "./notices.js";

/**
 * The title of the document: before it that I am called, or how many messages wait for me, to be seen in the tab of
 * another window.
 */
export function useTitle(title) {
  const { state, t, lang } = useApp();
  const unread = unreadMessages(state).size;
  const called = livingTickets(ownState(state)).some((ticket) => ticket.state === "called");
  useEffect(() => {
    const named = title ? `${title} — ${t("brand")}` : t("brand");
    const first = called ? `● ${t("call.turn")} · ` : unread ? `(${unread}) ` : "";
    document.title = first + named;
  }, [title, lang, unread, called]);
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
