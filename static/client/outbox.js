/** Chat messages not yet acknowledged: kept over reloads, sent under the same id, given back when refused. */
import { tabStorage } from "../storage.js";
import { languageOf } from "../words.js";
import { newId } from "./ids.js";
import { messagesOf } from "./selectors.js";

/**
 * `after`: the newest message when it was sent; `by`: the person; `message`: its id once it is acknowledged.
 * @typedef {{id: string, place: number, text: string, language: string, reply_to?: number|null, after: number,
 *   by: number, message?: number}} Pending
 */

export class Outbox {
  #connection;
  #store;
  #refused;

  /**
   * @param {{request: (name: string, payload: object) => Promise<any>}} connection
   * @param {import("./store.js").Store} store
   * @param {(refusal: any) => void} refused
   */
  constructor(connection, store, refused) {
    this.#connection = connection;
    this.#store = store;
    this.#refused = refused;
  }

  /**
   * Sends again what an earlier page of this tab left.
   * @param {number} person
   */
  start(person) {
    for (const kept of tabStorage.get("pending") ?? []) if (kept.by === person) this.#deliver(kept);
  }

  /**
   * @param {number} place
   * @param {string} text
   * @param {number|null} [reply_to] the message that it answers
   */
  send(place, text, reply_to = null) {
    const { lang, start } = this.#store.state;
    const after = Math.max(0, ...Object.keys(this.#messages(place)).map(Number));
    const language = languageOf(text, lang);
    return this.#deliver({ id: newId(), place, text, language, reply_to, after, by: start.person.id });
  }

  /** What was refused for a place, once: whoever takes it puts it into the box again. */
  take(place) {
    const { [place]: back = [], ...returned } = this.#store.state.returned;
    if (back.length) this.#store.set({ returned });
    return back;
  }

  /** @param {Pending} one */
  async #deliver(one) {
    this.#keep([...this.#others(one), one]);
    const { id, place, text, language, reply_to = null } = one;
    try {
      const { message } = await this.#connection.request("chat.say", {
        id,
        place,
        text,
        language,
        reply_to,
      });
      this.#keep(this.#store.state.pending.map((each) => (each.id === id ? { ...each, message } : each)));
    } catch (refusal) {
      const { returned } = this.#store.state;
      this.#keep(this.#others(one));
      const back = [...(returned[place] ?? []), { text, refusal }];
      this.#store.set({ returned: { ...returned, [place]: back } });
      this.#refused(refusal);
    }
  }

  #others = (one) => this.#store.state.pending.filter((each) => each.id !== one.id);

  #messages = (place) => messagesOf(this.#store.state, place);

  /** What the chat shows already is no longer pending. */
  #keep(all) {
    const pending = all.filter((one) => !(one.message && this.#messages(one.place)[one.message]));
    this.#store.set({ pending });
    tabStorage.put(
      "pending",
      pending.filter((one) => !one.message),
    );
  }
}
