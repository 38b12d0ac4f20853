/** What I said and the server has not confirmed: kept over reloads, sent under the same id, given back when refused. */
import { drawer } from "./drawer.js";
import { newId } from "./identity.js";
import { languageOf } from "./words.js";

export class Outbox {
  #wire;
  #store;
  #refused;

  /**
   * @param {import("./wire.js").Wire} wire
   * @param {import("./store.js").Store} store
   * @param {(refusal: any) => void} refused
   */
  constructor(wire, store, refused) {
    this.#wire = wire;
    this.#store = store;
    this.#refused = refused;
  }

  /** Sends again what an earlier page of this tab left. @param {number} person */
  start(person) {
    for (const kept of drawer.get("pending") ?? []) if (kept.by == person) this.#send(kept);
  }

  /** @param {number} place @param {string} text */
  say(place, text) {
    const { lang, start } = this.#store.state;
    const newest = Math.max(0, ...Object.keys(this.#messages(place)).map(Number));
    this.#send({ id: newId(), place, text, language: languageOf(text, lang), after: newest, by: start.person.id });
  }

  /** What was given back for a place, once: whoever takes it puts it in the box again. */
  take(place) {
    const { [place]: back = [], ...returned } = this.#store.state.returned;
    if (back.length) this.#store.set({ returned });
    return back;
  }

  async #send(one) {
    this.#keep([...this.#others(one), one]);
    const { id, place, text, language } = one;
    try {
      const { message } = await this.#wire.request("chat.say", { id, place, text, language });
      this.#keep(this.#store.state.pending.map((each) => (each.id == id ? { ...each, message } : each)));
    } catch (refusal) {
      const { returned } = this.#store.state;
      this.#keep(this.#others(one));
      this.#store.set({ returned: { ...returned, [place]: [...(returned[place] ?? []), { text, refusal }] } });
      this.#refused(refusal);
    }
  }

  #others = (one) => this.#store.state.pending.filter((each) => each.id != one.id);

  /** Told in the place's scope, which is known since one came in. */
  #messages = (place) => this.#store.state.scopes[this.#store.state.doors[`place ${place}`]?.scope]?.state?.messages ?? {};

  #keep(all) {
    const pending = all.filter((one) => !(one.message && this.#messages(one.place)[one.message]));
    this.#store.set({ pending });
    drawer.put("pending", pending.filter((one) => !one.message));
  }
}
