/** The page's parts joined: what arrives changes the store, what a person does becomes a request. */
import { post } from "./api.js";
import { drawer } from "./drawer.js";
import { newId } from "./identity.js";
import { look, wear } from "./look.js";
import { Outbox } from "./outbox.js";
import { Refusal } from "./refusal.js";
import { Scopes } from "./scopes.js";

const LOST_AFTER_MS = 1000;
const RETURN_SAID_MS = 4000;

export class Fair {
  #release;
  #lost = 0;

  /** @param {{store: import("./store.js").Store, words: import("./words.js").Words, release: string, go: import("./router.js").Router["go"]}} parts */
  constructor({ store, words, release, go }) {
    this.store = store;
    this.words = words;
    this.go = go;
    this.#release = release;
    this.wanted = false;
  }

  // ---- the wire's delegate ----

  /** Signed in: one socket and my own scope for as long as the page lives. @param {typeof import("./wire.js").Wire} Wire */
  connect(Wire) {
    const { person } = this.store.state.start;
    this.wire = new Wire(this.#release, this);
    this.scopes = new Scopes(this.wire, this.store);
    this.wanted = true;
    this.scopes.follow(`person:${person.id}`);
    this.outbox = new Outbox(this.wire, this.store, (refusal) => this.say("chat.failed", { why: this.errorText(refusal) }));
    this.wire.start();
    this.outbox.start(person.id);
  }

  async opened() {
    this.#calm();
    const back = this.store.state.link == "lost";
    await this.scopes.resume();
    this.store.set({ link: "on", lostAt: null });
    if (back) this.tell("link.back");
  }

  closed() {
    if (!this.wanted || this.#lost || ["lost", "outdated"].includes(this.store.state.link)) return;
    this.#lost = setTimeout(() => this.#nowLost(), navigator.onLine ? LOST_AFTER_MS : 0);
  }

  /** @param {Refusal} refusal @returns {boolean} is it no use trying again? */
  refused(refusal) {
    if (refusal.code == "page.outdated") {
      this.#calm();
      this.store.set({ link: "outdated" });
      this.say("link.outdated");
      return true;
    }
    if (/^login\./.test(refusal.code)) {
      this.ended(refusal.code);
      return true;
    }
    return false;
  }

  received(name, data) {
    const { store } = this;
    if (name == "change") this.#changed(data);
    else if (name == "here") store.hear(data);
    else if (name == "counts") store.count(data);
    else if (name == "clock") store.set({ start: { ...store.state.start, offset_ms: data.offset_ms } });
    else if (name == "health") store.set({ health: { ...store.state.health, [data.place]: data } });
    else if (name == "bye") this.refused(new Refusal(data));
    else if (name == "out") this.#out(data);
  }

  #changed(change) {
    this.scopes.change(change);
    const { start, scopes } = this.store.state;
    const grants = scopes[`person:${start.person.id}`]?.state?.grants;
    if (change.scope != `person:${start.person.id}` || !grants) return;
    const here = Object.values(grants).filter((grant) => grant.edition == 0 || grant.edition == start.edition);
    this.store.set({ start: { ...start, roles: [...new Set(here.map((grant) => grant.role))].sort() } });
  }

  #out({ scope, code, details }) {
    if (code == "restart") return this.scopes.again(scope);
    const refusal = new Refusal({ code, details });
    this.scopes.out(scope, refusal);
    this.sayError(refusal);
  }

  #calm() {
    clearTimeout(this.#lost);
    this.#lost = 0;
  }

  #nowLost() {
    this.#lost = 0;
    if (!this.wanted || this.store.state.link == "lost" || this.store.state.link == "outdated") return;
    this.store.set({ link: "lost", lostAt: Date.now() });
    this.say("link.lost");
  }

  /** Signed out, here or elsewhere. */
  ended(code) {
    this.wanted = false;
    this.wire?.stop();
    drawer.empty();
    drawer.put("why", code);
    location.assign("/sign-in");
  }

  // ---- saying things to the person ----

  /** For the one polite live region: changes only. */
  say(key, params) {
    this.store.set({ said: { text: this.words.t(key, params), at: Date.now() } });
  }

  sayError(error) {
    this.store.set({ said: { text: this.errorText(error), at: Date.now() } });
  }

  /** Seen and announced, gone after a while. */
  tell(key, params) {
    const toast = { key, params };
    this.store.set({ toast });
    this.say(key, params);
    setTimeout(() => this.store.state.toast == toast && this.store.set({ toast: null }), RETURN_SAID_MS);
  }

  tellError(error) {
    const toast = { error };
    this.store.set({ toast });
    this.sayError(error);
    setTimeout(() => this.store.state.toast == toast && this.store.set({ toast: null }), 2 * RETURN_SAID_MS);
  }

  errorText(error) {
    if (!(error instanceof Refusal)) console.error(error);
    const code = error instanceof Refusal ? error.code : "internal";
    const key = this.words.has(`error.${code}`) ? `error.${code}` : "error.internal";
    return this.words.t(key, { count: error.details?.seconds, log: error.log || "–", ...error.details });
  }

  // ---- what a person can do ----

  /** A change with an id of its own: sent again until it is acknowledged. */
  act = (name, payload) => this.wire.request(name, { id: newId(), ...payload });

  async wearLook(patch) {
    const chosen = { ...look(), ...patch };
    try {
      await this.words.use(chosen.lang);
    } catch {
      return this.tellError(new Refusal({ code: "network" }));
    }
    wear(chosen);
    this.store.set(chosen);
  }

  /** The language is mine wherever I sign in; the theme is this browser's. */
  async speak(lang) {
    await this.wearLook({ lang });
    const me = this.me();
    if (me && me.language != lang && this.store.state.link == "on") this.editProfile({ language: lang }).catch(() => {});
  }

  /** My roles may have changed: what opens now is entered. */
  async arrive(start) {
    this.store.set({ start });
    if (start.hall && start.roles.length) this.scopes.enter(start.hall);
  }

  me() {
    const { start, scopes } = this.store.state;
    if (!start?.person) return null;
    return { ...start.person, ...scopes[`person:${start.person.id}`]?.state?.me?.[start.person.id] };
  }

  editProfile(patch) {
    const { name, furigana, language, zone, visible_to_companies, languages } = { ...this.me(), ...patch };
    return this.act("profile.edit", { name, furigana, language, zone, visible_to_companies, languages });
  }

  async signOut() {
    await post("/api/sign-out", {});
    this.wanted = false;
    this.wire?.stop();
    drawer.empty();
    location.assign("/sign-in");
  }
}
