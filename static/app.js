/** Start: the list of parts, top to bottom. */
import { get } from "./api.js";
import { Fair } from "./fair.js";
import { FairProvider, html, render } from "./html.js";
import { chose, guess, look } from "./look.js";
import { App } from "./parts/app.js";
import { Router } from "./router.js";
import { loadRest, loadView, routeOf } from "./routes.js";
import { Store } from "./store.js";
import { Times } from "./times.js";
import { Words } from "./words.js";

const AFTER_FIRST_VIEW_MS = 2000;
const root = document.documentElement;
guess();
const words = new Words();
const store = new Store({
  ...look(), path: location.pathname, status: root.dataset.status, moves: 0, start: null, failed: null,
  link: "joining", lostAt: null, scopes: {}, doors: {}, here: {}, health: {},
  pending: [], returned: {}, toast: null, said: null,
});
const router = new Router((path) => store.set({ path, status: "200", moves: store.state.moves + 1 }));
const fair = new Fair({ store, words, release: root.dataset.release, go: router.go });
const times = new Times(() => store.state.lang, () => store.state.start?.offset_ms ?? 0);

function draw() {
  const { t, rich } = words;
  const value = { fair, state: store.state, lang: store.state.lang, t, rich, times };
  render(html`<${FairProvider} value=${value}><${App} route=${routeOf(store.state.path)} /><//>`, document.getElementById("app"));
}

async function begin() {
  try {
    const start = await get("/api/start");
    const { Wire } = start.person ? await import("./wire.js") : {};
    if (start.person && !chose()) await fair.wearLook({ lang: start.person.language });
    store.set({ start, failed: null });
    if (start.person) fair.connect(Wire);
  } catch (failed) {
    store.set({ failed });
    addEventListener("online", begin, { once: true });
  }
}

const route = routeOf(store.state.path);
if (!route?.open) import("./wire.js").catch(() => {}); // needed at once when signed in, as one mostly is here
loadView(route).catch(() => {});
await words.use(store.state.lang).catch((failed) => {
  document.getElementById("unloaded").hidden = false;
  throw failed;
});
document.getElementById("app").replaceChildren();
store.watch(draw);
router.start();
draw();
await begin();
const { saveData, effectiveType = "" } = navigator.connection ?? {};
if (!saveData && !effectiveType.endsWith("2g")) {
  setTimeout(() => Promise.all([words.load("ja"), words.load("en"), loadRest()]).catch(() => {}), AFTER_FIRST_VIEW_MS);
}
