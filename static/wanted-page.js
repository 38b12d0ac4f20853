/** The page that somebody opened before signing in, by a link in a mail: where to go afterwards, in whatever tab. */
import { routeOf } from "./routes.js";
import { wallNow } from "./device-clock.js";

const KEY = "fair.wanted";
const KEPT_MS = 30 * 60 * 1000; // a sign-in link lives for ten minutes

/** @param {string} path one of this site's own pages; any other is forgotten */
export function wantPage(path) {
  try {
    if (ownPage(path)) localStorage.setItem(KEY, JSON.stringify({ path, at: wallNow() }));
  } catch {
    /* without storage the hall opens */
  }
}

/** @returns {string|null} and forgets it */
export function takeWantedPage() {
  try {
    const { path, at } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    localStorage.removeItem(KEY);
    return ownPage(path) && wallNow() - at < KEPT_MS ? path : null;
  } catch {
    return null;
  }
}

/** Whatever stands in the storage: only a page of the router's is ever gone to. */
function ownPage(path) {
  if (typeof path !== "string" || !/^\/(?!\/)/.test(path)) return false;
  const route = routeOf(path.replace(/[?#].*$/, ""));
  return route !== null && route !== undefined && !route.open;
}
