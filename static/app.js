/** Start: the list of parts, top to bottom. */
import { get } from "./api.js";
import { Fair } from "./fair.js";
import { FairProvider, html, render } from "./html.js";
import { look } from "./look.js";
import { App } from "./parts/app.js";
import { Router } from "./router.js";
import { loadRest, routeOf } from "./routes.js";
import { Store } from "./store.js";
import { Times } from "./times.js";
import { Words } from "./words.js";

const root = document.documentElement;
const words = new Words();
const store = new Store({
  ...look(), path: location.pathname, status: root.dataset.status, start: null, failed: null,
  link: "joining", lostAt: null, scopes: {}, doors: {}, here: {}, counts: null,
  pending: [], returned: {}, toast: null, said: null,
});
const fair = new Fair({ store, words, release: root.dataset.release });
const times = new Times(() => store.state.lang, () => store.state.start?.offset_ms ?? 0);
const router = new Router((path) => store.set({ path, status: "200" }));
fair.go = (href, options) => router.go(href, options);

function draw() {
  const { t, rich } = words;
  const value = { fair, state: store.state, lang: store.state.lang, t, rich, times };
  render(html`<${FairProvider} value=${value}><${App} route=${routeOf(store.state.path)} /><//>`, document.getElementById("app"));
}

async function begin() {
  try {
    const start = await get("/api/start");
    if (location.pathname == "/") router.go(start.person ? "/hall" : "/sign-in", { replace: true });
    store.set({ start, failed: null });
    if (start.person) fair.connect();
  } catch (failed) {
    store.set({ failed });
    addEventListener("online", begin, { once: true });
  }
}
fair.begin = begin;

await words.use(store.state.lang);
document.getElementById("app").replaceChildren();
store.watch(draw);
router.start();
draw();
await begin();
(window.requestIdleCallback ?? setTimeout)(() => Promise.all([words.load("ja"), words.load("en"), loadRest()]).catch(() => {}));
