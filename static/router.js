/** Follows links within the page, and the browser's back and forward buttons. */
export class Router {
  #moved;

  /** @param {(path: string) => void} moved */
  constructor(moved) {
    this.#moved = moved;
  }

  start() {
    document.addEventListener("click", this.#clicked);
    addEventListener("popstate", this.#popped);
  }

  /** @param {string} href */
  go = (href, { replace = false } = {}) => {
    if (href !== location.pathname + location.hash)
      history[replace ? "replaceState" : "pushState"](null, "", href);
    this.#moved(location.pathname);
  };

  #popped = () => this.#moved(location.pathname);

  #clicked = (event) => {
    const link = event.target.closest?.("a[href]");
    if (
      !link ||
      event.defaultPrevented ||
      event.button ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    const skips = link.hash && link.pathname === location.pathname && !link.pathname.startsWith("/link");
    if (skips || /^\/(static|api)\//.test(link.pathname)) return;
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  };
}
