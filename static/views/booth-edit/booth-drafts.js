/** What is being written of one booth: its texts, jobs and documents, each saved by an Autosave of its own. */
import { newId } from "../../client/ids.js";
import { tabStorage } from "../../storage.js";
import { Autosave } from "./autosave.js";

const TEXTS = {
  event: "booth.edit",
  both: ["line", "about", "location"],
  one: ["employees", "languages", "japanese", "visa_help", "employment"],
};
const LISTS = {
  jobs: {
    event: "job_post.save",
    delete: "job_post.delete",
    id: "job",
    both: ["title", "needs", "location", "starts"],
    one: ["japanese", "employment", "visa_help", "as_of"],
    required: ["as_of"],
  },
  documents: {
    event: "document.save",
    delete: "document.delete",
    id: "document",
    both: ["title"],
    one: ["address", "languages"],
    required: ["address"],
  },
};
const BLANK = {
  jobs: (today) => ({ japanese: null, employment: "job", visa_help: false, as_of: today }),
  documents: () => ({ address: "https://", languages: [] }),
};

export class BoothDrafts {
  #client;
  #place;
  #parts;
  /** @type {Autosave[]} */
  jobs;
  /** @type {Autosave[]} */
  documents;

  /**
   * @param {import("../../client/client.js").Client} client
   * @param {number} place
   * @param {{today: string, now: () => Date, changed: (event?: string) => void}} parts
   */
  constructor(client, place, parts) {
    this.#client = client;
    this.#place = place;
    this.#parts = parts;
    /** @type {Autosave|null} */
    this.texts = null;
    for (const name of Object.keys(LISTS))
      this[name] = this.#begun(name).map((key) => this.#new(name, key));
    addEventListener("pagehide", this.flush);
  }

  stop() {
    removeEventListener("pagehide", this.flush);
    this.flush();
  }

  flush = () => {
    for (const one of this.all) if (one.state === "typing") one.flush();
  };

  get all() {
    return [...(this.texts ? [this.texts] : []), ...this.jobs, ...this.documents];
  }

  /** The booth's state as everyone sees it has arrived or changed. */
  take(state) {
    const card = state.booth[this.#place];
    if (!this.texts) this.texts = this.#make(TEXTS, `booth.${this.#place}`, { card });
    else if (this.texts.card !== card) this.texts.meet(card);
    for (const name of Object.keys(LISTS)) this.#takeList(name, state[name]);
  }

  #takeList(name, cards) {
    for (const card of Object.values(cards)) {
      const known = this[name].find((one) => one.draft.thing === card.id);
      if (!known)
        this[name].push(this.#make(LISTS[name], `booth.${this.#place}.${name}.${card.id}`, { card }));
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
    new Autosave({
      key,
      kind,
      place: this.#place,
      act: this.#client.act,
      now: this.#parts.now,
      changed: this.#parts.changed,
      ...more,
    });

  add(name) {
    const one = this.#new(name, `booth.${this.#place}.${name}.${newId()}`);
    this[name].push(one);
    this.#note(name);
    this.#parts.changed();
    return one;
  }

  async delete(name, one) {
    const { thing, version } = one.draft;
    if (thing && !one.gone)
      await this.#client.act(LISTS[name].delete, { place: this.#place, thing, version });
    this.#remove(name, one);
    this.#note(name);
    this.#parts.changed();
  }

  #remove(name, one) {
    one.forget();
    this[name] = this[name].filter((each) => each !== one);
  }

  /** Keys of new things, which the server does not know yet: they come back after a reload. */
  #begun = (name) => tabStorage.get(`booth.${this.#place}.${name}`) ?? [];
  #note = (name) =>
    tabStorage.put(
      `booth.${this.#place}.${name}`,
      this[name].filter((one) => !one.draft.thing).map((one) => one.key),
    );
}
