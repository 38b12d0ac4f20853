/** What the page can do: everything that arrives changes the store, everything a person does becomes a request. */
import { preferences, savePreferences } from "../preferences.js";
import { tabStorage } from "../storage.js";
import { wantPage } from "../wanted-page.js";
import { get, post } from "./api.js";
import { newId } from "./ids.js";
import { Outbox } from "./outbox.js";
import { Refusal } from "./refusal.js";
import { Scopes } from "./scopes.js";
import { me, ownState } from "./selectors.js";

const LOST_AFTER_MS = 1000;
const MOVED_AFTER_MS = 5000; // a worker that stops says so; another answers soon
const TOAST_MS = 4000;

export class Client {
  #release;
  /** @type {any} */
  #lostTimer = 0;
  #expected = false;
  /**
   * From `connect` on, as are the next two.
   * @type {import("./connection.js").Connection}
   */
  connection;
  /** @type {Scopes} */
  scopes;
  /** @type {Outbox} */
  outbox;

  /**
   * @param {{store: import("./store.js").Store, words: import("../words.js").Words, release: string,
   *   go: import("../router.js").Router["go"]}} parts
   */
  constructor({ store, words, release, go }) {
    this.store = store;
    this.words = words;
    this.go = go;
    this.#release = release;
    this.wanted = false;
  }

  // ---- what the connection tells: see Delegate in connection.js

  /**
   * Signed in: one socket and my own scope for as long as the page lives.
   * @param {typeof import("./connection.js").Connection} Connection
   */
  connect(Connection) {
    const { person } = this.store.state.start;
    this.connection = new Connection(this.#release, this);
    this.scopes = new Scopes(this.connection, this.store);
    this.wanted = true;
    this.scopes.follow(`person:${person.id}`);
    this.outbox = new Outbox(this.connection, this.store, (refusal) =>
      this.announce("chat.failed", { why: this.errorText(refusal) }),
    );
    this.connection.start();
    this.outbox.start(person.id);
  }

  async opened() {
    this.#stayCalm();
    const back = this.store.state.link === "lost";
    await this.scopes.resume();
    this.store.set({ link: "on", lostAt: null, lostWhy: null });
    if (back) {
      this.notify("link.back");
      get("/api/start").catch(() => {}); // its answer says what time it is, should this device have been set anew
    }
  }

  /** The page says so only when it lasts; longer when the server said beforehand that it would close. */
  closed(expected) {
    if (!this.wanted || ["lost", "outdated"].includes(this.store.state.link)) return;
    if (this.#lostTimer && (expected || !this.#expected)) return;
    this.#stayCalm();
    this.#expected = expected;
    const after = expected ? MOVED_AFTER_MS : LOST_AFTER_MS;
    this.#lostTimer = setTimeout(() => this.#nowLost(), navigator.onLine ? after : 0);
  }

  /**
   * @param {Refusal} refusal
   * @returns {boolean} is it no use trying again?
   */
  refused(refusal) {
    if (refusal.code === "page.outdated") {
      this.#stayCalm();
      this.store.set({ link: "outdated" });
      this.announce("link.outdated");
      return true;
    }
    if (/^login\./.test(refusal.code)) {
      this.signedOut(refusal.code);
      return true;
    }
    if (refusal.code === "socket.too_many")
      this.#because({ key: "error.socket.too_many", params: refusal.details });
    return false;
  }

  /** Pages arrive and sockets do not: then something between us and the server lets no WebSocket through. */
  unreachable() {
    get("/api/start").then(
      () => {
        if (this.store.state.link !== "on") this.#because({ key: "link.blocked" });
      },
      () => {},
    );
  }

  /** Why no socket stays open, as words that say what to do. It is said once; a socket is tried on. */
  #because(why) {
    if (this.store.state.lostWhy?.key !== why.key) this.announce(why.key, why.params);
    this.store.set({ lostWhy: why });
  }

  received(name, data) {
    const { store } = this;
    if (name === "change") this.#changed(data);
    else if (name === "here") store.setPresence(data);
    else if (name === "counts") store.setCounts(data);
    else if (name === "clock") store.set({ start: { ...store.state.start, offset_ms: data.offset_ms } });
    else if (name === "health") store.set({ health: { ...store.state.health, [data.place]: data } });
    else if (name === "bye") this.refused(new Refusal(data));
    else if (name === "out") this.#out(data);
  }

  /** My grants may change: then so do my roles in this edition (0: in all of them). */
  #changed(change) {
    this.scopes.change(change);
    const { state } = this.store;
    const { start } = state;
    const grants = ownState(state)?.grants;
    if (change.scope !== `person:${start.person.id}` || !grants) return;
    const valid = Object.values(grants).filter((one) => one.edition === 0 || one.edition === start.edition);
    this.store.set({ start: { ...start, roles: [...new Set(valid.map((grant) => grant.role))].sort() } });
  }

  #out({ scope, code, details }) {
    if (code === "restart") return this.scopes.restart(scope);
    const refusal = new Refusal({ code, details });
    this.scopes.out(scope, refusal);
    this.announceError(refusal);
  }

  #stayCalm() {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = 0;
  }

  #nowLost() {
    this.#lostTimer = 0;
    if (!this.wanted || ["lost", "outdated"].includes(this.store.state.link)) return;
    this.store.set({ link: "lost", lostAt: Date.now() });
    this.announce("link.lost");
  }

  // ---- telling the person

  /** Spoken by the one polite live region, not shown. */
  announce(key, params) {
    this.store.set({ said: { text: this.words.t(key, params), at: Date.now() } });
  }

  announceError(error) {
    this.store.set({ said: { text: this.errorText(error), at: Date.now() } });
  }

  /** Shown in a toast for a while, and announced. */
  notify(key, params) {
    this.#toast({ key, params }, TOAST_MS);
    this.announce(key, params);
  }

  notifyError(error) {
    this.#toast({ error }, 2 * TOAST_MS);
    this.announceError(error);
  }

  #toast(toast, ms) {
    this.store.set({ toast });
    setTimeout(() => this.store.state.toast === toast && this.store.set({ toast: null }), ms);
  }

  /** The words for a Refusal; anything else is a fault of ours and goes to the console. */
  errorText(error) {
    if (!(error instanceof Refusal)) console.error(error);
    const code = error instanceof Refusal ? error.code : "internal";
    const key = this.words.has(`error.${code}`) ? `error.${code}` : "error.internal";
    return this.words.t(key, { count: error.details?.seconds, log: error.log || "–", ...error.details });
  }

  // ---- what a person can do

  /** Requests a change, under an id of its own: it is sent again until it is acknowledged. */
  act = (name, payload) => this.connection.request(name, { id: newId(), ...payload });

  setTheme(theme) {
    savePreferences({ ...preferences(), theme });
    this.store.set({ theme });
  }

  /** The theme is read after the texts arrived: it may have been changed while they were fetched. */
  async showLanguage(lang) {
    try {
      await this.words.use(lang);
    } catch {
      return this.notifyError(new Refusal({ code: "network" }));
    }
    savePreferences({ ...preferences(), lang });
    this.store.set({ lang });
  }

  /** The language is mine wherever I sign in; the theme is this browser's. */
  async setLanguage(lang) {
    await this.showLanguage(lang);
    const person = this.me();
    if (person && person.language !== lang && this.store.state.link === "on")
      this.editProfile({ language: lang }).catch(() => {});
  }

  /** What /api/start says now. My roles may have changed: what opens now is entered. */
  async setStart(start) {
    this.store.set({ start });
    if (start.hall && start.roles.length) this.scopes.enter(start.hall);
  }

  me = () => me(this.store.state);

  editProfile(patch) {
    const { name, furigana, language, zone, visible_to_companies, languages } = { ...this.me(), ...patch };
    return this.act("profile.edit", { name, furigana, language, zone, visible_to_companies, languages });
  }

  async signOut() {
    await post("/api/sign-out", {});
    this.#leave();
  }

  /** Signed out elsewhere, or by the server; `code` says why on the sign-in page. */
  signedOut(code) {
    wantPage(location.pathname + location.search + location.hash);
    this.#leave(code);
  }

  #leave(why = null) {
    this.wanted = false;
    this.connection?.stop();
    tabStorage.empty();
    tabStorage.put("why", why);
    location.assign("/sign-in");
  }
}
