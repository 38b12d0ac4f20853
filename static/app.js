/** Starts the page: makes its parts, loads the texts and the first view, draws, and connects who is signed in. */
import { get } from "./client/api.js";
import { Client } from "./client/client.js";
import { Store } from "./client/store.js";
import { deviceClockError } from "./device-clock.js";
import { Frame } from "./frame/frame.js";
import { html, render, StateProvider, WordsProvider } from "./html.js";
import { followSystemTheme, hasChosen, preferences } from "./preferences.js";
import { Router } from "./router.js";
import { loadRest, loadView, routeOf } from "./routes.js";
import { Times } from "./times.js";
import { Words } from "./words.js";

const AFTER_FIRST_VIEW_MS = 2000;
const SLOW_MS = 5000;
const root = document.documentElement;
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
followSystemTheme();
const words = new Words();
const store = new Store({
  ...preferences(),
  path: location.pathname,
  from: null,
  status: root.dataset.status,
  moves: 0,
  start: null,
  failed: null,
  link: "joining",
  lostAt: null,
  lostWhy: null,
  scopes: {},
  subscriptions: {},
  here: {},
  health: {},
  pending: [],
  returned: {},
  toast: null,
  said: null,
});
const router = new Router((path) =>
  store.set({ path, from: store.state.path, status: "200", moves: store.state.moves + 1 }),
);
const client = new Client({ store, words, release: root.dataset.release ?? "", go: router.go });
const times = new Times(
  () => store.state.lang,
  () => (store.state.start?.offset_ms ?? 0) + deviceClockError(),
);

/** @type {import("./html.js").Words|undefined} */
let shown;

function draw() {
  const { state } = store;
  if (shown?.lang !== state.lang) shown = { client, lang: state.lang, t: words.t, rich: words.rich, times };
  render(
    html`<${WordsProvider} value=${shown}>
      <${StateProvider} value=${state}>
        <${Frame} route=${routeOf(state.path)} />
      <//>
    <//>`,
    element("app"),
  );
}

async function begin() {
  try {
    const start = await get("/api/start");
    const module = start.person && (await import("./client/connection.js"));
    if (start.person && !hasChosen()) await client.showLanguage(start.person.language);
    store.set({ start, failed: null });
    if (start.person) client.connect(module.Connection);
  } catch (failed) {
    store.set({ failed });
    addEventListener("online", begin, { once: true });
  }
}

async function start() {
  const route = routeOf(store.state.path);
  // Whoever opens such a page is mostly signed in, and then needs it at once.
  if (!route?.open) import("./client/connection.js").catch(() => {});
  loadView(route).catch(() => {});
  const begun = begin(); // while the texts come
  await words.use(store.state.lang).catch((failed) => {
    element("unloaded").hidden = false;
    throw failed;
  });
  element("app").replaceChildren();
  store.watch(draw);
  router.start();
  draw();
  await begun;
  // Whoever has waited long for the first page needs the network for what it shows.
  const { saveData } = /** @type {any} */ (navigator).connection ?? {}; // not in every browser
  if (!saveData && performance.now() < SLOW_MS) {
    setTimeout(() => Promise.all([words.loadOffice(), loadRest()]).catch(() => {}), AFTER_FIRST_VIEW_MS);
  }
}

start();
