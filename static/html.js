/** htm bound to preact, preact's hooks, and the two contexts that every component may read. */
import { useContext, useState } from "./vendor/hooks.js";
import htm from "./vendor/htm.js";
import { createContext, h } from "./vendor/preact.js";

export const html = htm.bind(h);
export { render } from "./vendor/preact.js";
export { useEffect, useErrorBoundary, useLayoutEffect, useMemo, useRef, useState } from "./vendor/hooks.js";

let ids = 0;

/** An id for an element. Preact's useId begins again whenever the root is drawn, so ids would repeat. */
export const useId = () => useState(() => `n${++ids}`)[0];

// Two contexts: what only needs words is not drawn again whenever the page's state changes.
const WordsContext = createContext(null);
const StateContext = createContext(null);
export const WordsProvider = WordsContext.Provider;
export const StateProvider = StateContext.Provider;

/**
 * What stays while the language does: `t` gives a text, `rich` one with elements in it.
 * @typedef {{client: import("./client/client.js").Client, lang: string, t: Function, rich: Function,
 *   times: import("./times.js").Times}} Words
 * @returns {Words}
 */
export const useWords = () => useContext(WordsContext);

/**
 * The same and the page's state. Whatever uses it is drawn again at every change of the state.
 * @returns {Words & {state: any}}
 */
export const useApp = () => ({ ...useWords(), state: useContext(StateContext) });
