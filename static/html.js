/** htm bound to preact, and the few names of preact the views use. */
import { createContext, h } from "./vendor/preact.js";
import { useContext, useState } from "./vendor/hooks.js";
import htm from "./vendor/htm.js";

export const html = htm.bind(h);
export { Fragment, h, render } from "./vendor/preact.js";
export { useEffect, useErrorBoundary, useLayoutEffect, useMemo, useRef, useState } from "./vendor/hooks.js";

let ids = 0;

/** Preact's own begins again at every drawing of the root, and what comes later would share an id with what is there. */
export const useId = () => useState(() => `n${++ids}`)[0];

const FairContext = createContext(null);
export const FairProvider = FairContext.Provider;

/** @returns {{fair: import("./fair.js").Fair, state: any, t: Function, rich: Function, lang: string, times: import("./times.js").Times}} */
export const useFair = () => useContext(FairContext);
