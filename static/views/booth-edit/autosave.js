/**
 * One thing of a booth being written (its texts, a job, a document): kept in this tab at every key, and saved on the
 * server when the typing rests. A field that a colleague changed too waits for a decision.
 */
import { newId } from "../../client/ids.js";
import { begin, decide, isUnsaved, meet, refused, saved, sending, type, valuesOf } from "../../draft.js";
import { tabStorage } from "../../storage.js";
import { missingIn, toCard, toValues } from "./values.js";

const REST_MS = 1000;
const AGAIN_MS = 5000;
const DELETED = /^(job_post|document)\.unknown$/; // another person deleted it
const PASSING = /^(busy|internal|rate\.exceeded|network)$/; // it may go well the next time

export class Autosave {
  #parts;
  /** @type {any} */
  #timer = 0;

  /**
   * @param {{key: string, kind: any, place: number, card?: any, blank?: any, act: Function,
   *   now: () => Date, changed: (event?: string) => void}} parts
   * `key`: in the tab's storage; `kind`: its fields, its request and the name its id goes by; `card`: as everyone
   * sees it, none for a new thing; `changed`: told of every change, by name when it is worth announcing.
   */
  constructor(parts) {
    this.#parts = parts;
    const { key, kind, card, blank } = parts;
    this.key = key;
    this.kind = kind;
    this.card = card ?? null;
    this.conflicts = [];
    this.gone = false;
    this.savedAt = null;
    this.error = null;
    this.draft =
      tabStorage.get(key) ?? begin(toValues(card ?? blank, kind), card?.version ?? null, card?.id ?? null);
    if (this.draft.sent) this.#send(this.draft);
    else if (card) this.meet(card);
    if (isUnsaved(this.draft)) this.#later();
  }

  get values() {
    return valuesOf(this.draft);
  }

  /** As a visitor would see it, once saved. */
  get preview() {
    return { ...this.card, ...toCard(this.values) };
  }

  get missing() {
    return missingIn(this.values, this.kind);
  }

  /** @returns {"clean"|"typing"|"saving"|"saved"|"missing"|"conflict"|"gone"|"refused"} */
  get state() {
    if (this.gone) return isUnsaved(this.draft) ? "gone" : "clean";
    if (this.conflicts.length) return "conflict";
    if (this.draft.sent) return "saving";
    if (isUnsaved(this.draft) && this.missing.length) return "missing";
    if (isUnsaved(this.draft)) return this.error ? "refused" : "typing";
    return this.savedAt ? "saved" : "clean";
  }

  type(patch) {
    this.error = null;
    this.#put(type(this.draft, patch));
    this.#later();
  }

  /** The thing as everyone sees it has changed. */
  meet(card) {
    this.card = card;
    const { merged, conflicts } = meet(this.draft, toValues(card, this.kind), card.version);
    const anew = conflicts.length > 0 && !this.conflicts.length;
    const next = conflicts.length ? this.draft : merged;
    this.conflicts = conflicts;
    if (next.version !== this.draft.version) this.error = null; // what was refused for its age is up to date now
    this.#put(next, anew ? "conflict" : undefined);
    if (isUnsaved(this.draft) && !this.conflicts.length && !this.error) this.#later();
  }

  /** @param {boolean} mine whose words stay */
  decide(mine) {
    const theirs = toValues(this.card, this.kind);
    this.#put(decide(this.draft, theirs, this.card.version, mine ? [] : this.conflicts));
    this.conflicts = [];
    this.flush();
  }

  /** A colleague deleted it. */
  vanish() {
    this.gone = true;
    this.#parts.changed();
  }

  /** What I wrote, as a new thing, after a colleague deleted the old one. */
  anew() {
    this.gone = false;
    this.card = null;
    this.#put({ ...begin(this.values), typed: this.values });
    this.flush();
  }

  forget() {
    clearTimeout(this.#timer);
    tabStorage.put(this.key, null);
  }

  /** Saves now, not when the typing rests. */
  flush = () => {
    clearTimeout(this.#timer);
    const { sent, typed } = this.draft;
    const waits =
      sent || this.conflicts.length || this.gone || this.missing.length || !Object.keys(typed).length;
    if (waits) return this.#parts.changed();
    this.#put(sending(this.draft, newId()));
    this.#send(this.draft);
  };

  async #send({ thing, sent }) {
    const { kind, place, act, now } = this.#parts;
    const about = kind.id ? { [kind.id]: thing } : {};
    const request = { id: sent.id, place, ...about, version: sent.version, ...toCard(sent.values) };
    try {
      const reply = await act(kind.event, request);
      this.savedAt = now();
      this.error = null;
      this.#put(saved(this.draft, kind.id ? reply : { ...reply, id: null }), "saved");
    } catch (error) {
      this.error = error;
      if (DELETED.test(error.code)) this.gone = true;
      this.#put(refused(this.draft), "refused");
      if (PASSING.test(error.code)) this.#later(1000 * (error.details?.seconds ?? AGAIN_MS / 1000));
    }
    if (this.card) this.meet(this.card);
    else if (isUnsaved(this.draft) && !this.error) this.#later();
  }

  #later(after = REST_MS) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.flush, after);
    this.#parts.changed();
  }

  #put(draft, event) {
    this.draft = draft;
    tabStorage.put(this.key, isUnsaved(draft) ? draft : null);
    this.#parts.changed(event);
  }
}
