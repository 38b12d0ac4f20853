/** One thing of a booth being written: kept in this tab at every key, on the server when the keys rest. */
import { begin, decided, isUnsaved, join, kept, meet, refused, sending, shown, split, type } from "./draft.js";
import { drawer } from "./drawer.js";
import { newId } from "./identity.js";

const REST_MS = 1000;
const AGAIN_MS = 5000;
const GONE = /^(job|document)\.unknown$/; // another person deleted it
const PASSING = /^(busy|internal|rate\.exceeded|network)$/; // it may go well the next time

export class Autosave {
  #parts;
  #timer = 0;

  /**
   * @param {{key: string, kind: any, place: number, card?: any, blank?: any, act: Function, now: () => Date, changed: (event?: string) => void}} parts
   * `kind`: its fields, its event and the name its id goes by; `card`: as everyone sees it, none for a new thing.
   */
  constructor(parts) {
    this.#parts = parts;
    const { key, kind, card, blank } = parts;
    this.key = key;
    this.kind = kind;
    this.card = card ?? null;
    this.clashes = [];
    this.gone = false;
    this.savedAt = null;
    this.error = null;
    this.draft = drawer.get(key) ?? begin(split(card ?? blank, kind), card?.id ?? null, card?.version ?? null);
    if (this.draft.sent) this.#send(this.draft);
    else if (card) this.meet(card);
    if (isUnsaved(this.draft)) this.#later();
  }

  get fields() {
    return shown(this.draft);
  }

  /** As a visitor would see it, once kept. */
  get preview() {
    return { ...this.card, ...join(this.fields) };
  }

  /** Required and still empty. */
  get missing() {
    const { both, required = [] } = this.kind;
    const names = [...both.flatMap((name) => [`${name}.ja`, `${name}.en`]), ...required];
    return names.filter((name) => !String(this.fields[name] ?? "").trim());
  }

  /** clean | typing | saving | saved | missing | clash | gone | refused */
  get state() {
    if (this.gone) return isUnsaved(this.draft) ? "gone" : "clean";
    if (this.clashes.length) return "clash";
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

  /** What everyone sees has changed. */
  meet(card) {
    this.card = card;
    const found = meet(this.draft, split(card, this.kind), card.version);
    const anew = found.clashes.length && !this.clashes.length;
    this.clashes = found.clashes;
    if (found.draft.version != this.draft.version) this.error = null; // what was refused for its age is of this age now
    this.#put(found.draft, anew ? "clash" : undefined);
    if (isUnsaved(this.draft) && !this.clashes.length && !this.error) this.#later();
  }

  /** @param {boolean} mine whose words stay */
  decide(mine) {
    this.#put(decided(this.draft, split(this.card, this.kind), this.card.version, mine ? [] : this.clashes));
    this.clashes = [];
    this.flush();
  }

  /** A colleague deleted it. Nothing of mine is in it: so be it. */
  vanish() {
    this.gone = true;
    this.#parts.changed();
  }

  /** As a new thing, after a colleague deleted it. */
  anew() {
    this.gone = false;
    this.card = null;
    this.#put({ ...begin(this.fields), typed: this.fields });
    this.flush();
  }

  forget() {
    clearTimeout(this.#timer);
    drawer.put(this.key, null);
  }

  /** Now, not when the keys rest. */
  flush = () => {
    clearTimeout(this.#timer);
    if (this.draft.sent || this.clashes.length || this.gone || this.missing.length || !Object.keys(this.draft.typed).length) return this.#parts.changed();
    this.#put(sending(this.draft, newId()));
    this.#send(this.draft);
  };

  async #send({ thing, sent }) {
    const { kind, place, act, now } = this.#parts;
    const about = kind.id ? { [kind.id]: thing } : {};
    try {
      const reply = await act(kind.event, { id: sent.id, place, ...about, version: sent.version, ...join(sent.fields) });
      this.savedAt = now();
      this.error = null;
      this.#put(kept(this.draft, kind.id ? reply : { ...reply, id: null }), "saved");
    } catch (error) {
      this.error = error;
      if (GONE.test(error.code)) this.gone = true;
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
    drawer.put(this.key, isUnsaved(draft) ? draft : null);
    this.#parts.changed(event);
  }
}
