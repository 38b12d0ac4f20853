/** A booth on its company's table: its words, jobs and documents, each saved by itself. */
import { Autosave } from "./autosave.js";
import { drawer } from "./drawer.js";
import { newId } from "./identity.js";

const WORDS = { event: "booth.edit", both: ["line", "about", "location"], one: ["employees", "languages", "japanese", "visa_help", "employment"] };
const LISTS = {
  jobs: { event: "job.keep", delete: "job.delete", id: "job", both: ["title", "needs", "location", "starts"], one: ["japanese", "employment", "visa_help", "as_of"], required: ["as_of"] },
  documents: { event: "document.keep", delete: "document.delete", id: "document", both: ["title"], one: ["address", "languages"], required: ["address"] },
};
const BLANK = {
  jobs: (today) => ({ japanese: null, employment: "job", visa_help: false, as_of: today }),
  documents: () => ({ address: "https://", languages: [] }),
};

export class Editing {
  #fair;
  #place;
  #parts;

  /** @param {import("./fair.js").Fair} fair @param {number} place @param {{today: string, now: () => Date, changed: (event?: string) => void}} parts */
  constructor(fair, place, parts) {
    this.#fair = fair;
    this.#place = place;
    this.#parts = parts;
    this.words = null;
    for (const name of Object.keys(LISTS)) this[name] = this.#begun(name).map((key) => this.#new(name, key));
    addEventListener("pagehide", this.flush);
  }

  stop() {
    removeEventListener("pagehide", this.flush);
    this.flush();
  }

  flush = () => {
    for (const one of this.all) if (one.state == "typing") one.flush();
  };

  get all() {
    return [this.words, ...this.jobs, ...this.documents].filter(Boolean);
  }

  /** The booth as everyone sees it now. */
  take(state) {
    const card = state.booth[this.#place];
    if (!this.words) this.words = this.#make(WORDS, `write.${this.#place}`, { card });
    else if (this.words.card !== card) this.words.meet(card);
    for (const name of Object.keys(LISTS)) this.#takeList(name, state[name]);
  }

  #takeList(name, cards) {
    for (const card of Object.values(cards)) {
      const known = this[name].find((one) => one.draft.thing == card.id);
      if (!known) this[name].push(this.#make(LISTS[name], `write.${this.#place}.${name}.${card.id}`, { card }));
      else if (known.card !== card) known.meet(card);
    }
    for (const one of this[name].filter((each) => each.card && !each.gone && !cards[each.draft.thing])) {
      if (["clean", "saved"].includes(one.state)) this.#remove(name, one);
      else one.vanish();
    }
    this[name].sort((a, b) => (a.draft.thing ?? Infinity) - (b.draft.thing ?? Infinity));
    this.#note(name);
  }

  #new = (name, key) => this.#make(LISTS[name], key, { blank: BLANK[name](this.#parts.today) });

  #make = (kind, key, more) =>
    new Autosave({ key, kind, place: this.#place, act: this.#fair.act, now: this.#parts.now, changed: this.#parts.changed, ...more });

  add(name) {
    const one = this.#new(name, `write.${this.#place}.${name}.${newId()}`);
    this[name].push(one);
    this.#note(name);
    this.#parts.changed();
    return one;
  }

  async delete(name, one) {
    const { thing, version } = one.draft;
    if (thing && !one.gone) await this.#fair.act(LISTS[name].delete, { place: this.#place, thing, version });
    this.#remove(name, one);
    this.#note(name);
    this.#parts.changed();
  }

  #remove(name, one) {
    one.forget();
    this[name] = this[name].filter((each) => each !== one);
  }

  // New things that nobody else has seen yet come back after a reload.
  #begun = (name) => drawer.get(`write.${this.#place}.${name}`) ?? [];
  #note = (name) => drawer.put(`write.${this.#place}.${name}`, this[name].filter((one) => !one.draft.thing).map((one) => one.key));
}
