/** The page's texts by key, in Japanese and English, and the language of texts that people wrote. */
import { released } from "./released.js";

const KINDS = { ja: "ja", en: "en" };

export class Words {
  #texts = {};
  /** @type {Set<string>|null} the languages whose texts of organisers' pages are here */
  #office = null;
  numbers = new Intl.NumberFormat("ja");
  plural = new Intl.PluralRules("ja");

  constructor() {
    this.lang = "ja";
  }

  /**
   * Fetches a language's texts, once; those of the organisers' pages too from `loadOffice` on.
   * @param {string} lang
   */
  async load(lang) {
    if (!KINDS[lang]) return;
    if (!this.#texts[lang]) this.#texts[lang] = await fetched(lang);
    if (this.#office && !this.#office.has(lang)) {
      Object.assign(this.#texts[lang], await fetched(`${lang}.office`));
      this.#office.add(lang);
    }
  }

  /** Whether the texts of the organisers' pages are here. */
  get hasOffice() {
    return Boolean(this.#office?.has(this.lang));
  }

  /** Fetches the texts of the organisers' pages, which most people never open. */
  async loadOffice() {
    this.#office ??= new Set();
    await Promise.all(Object.keys(this.#texts).map((lang) => this.load(lang)));
  }

  /** @param {string} lang */
  async use(lang) {
    await this.load(lang);
    this.lang = lang;
    this.numbers = new Intl.NumberFormat(lang);
    this.plural = new Intl.PluralRules(lang);
  }

  /**
   * Texts in another language, for a part of the page that is drawn in it.
   * @param {string} lang
   */
  async other(lang) {
    await this.load(lang);
    const other = new Words();
    other.#texts = this.#texts;
    other.#office = this.#office;
    await other.use(lang);
    return other;
  }

  has = (key) => key in this.#texts[this.lang];

  /**
   * @param {string} key
   * @param {Record<string, any>} [params]
   * @returns {string}
   */
  t = (key, params = {}) => this.rich(key, params).join("");

  /**
   * Like t, in pieces, so that a placeholder may hold an element.
   * @returns {any[]}
   */
  rich = (key, params = {}) => {
    const found = this.#texts[this.lang]?.[key] ?? key;
    const text =
      typeof found === "string" ? found : (found[this.plural.select(params.count)] ?? found.other);
    return text.split(/\{(\w+)\}/).map((piece, at) => (at % 2 ? this.#filled(params[piece]) : piece));
  };

  #filled(value) {
    return typeof value === "number" ? this.numbers.format(value) : (value ?? "");
  }
}

async function fetched(name) {
  const response = await fetch(released(`i18n/${name}.json`));
  if (!response.ok) throw new Error(`no words for ${name}`);
  return response.json();
}

/**
 * The text of {ja, en} to show, and the language it is in: the page's, or else the other.
 * @returns {{text: string, lang: string}}
 */
export function localized(both, lang) {
  if (both == null || typeof both === "string") return { text: both ?? "", lang };
  if (both[lang]) return { text: both[lang], lang };
  const other = Object.keys(both).find((key) => both[key]);
  return { text: other ? both[other] : "", lang: other ?? lang };
}

/** The language that a text seems to be written in, so that the right glyphs and voice are used. */
export function languageOf(text, lang) {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)) return "ja";
  return /[A-Za-z]{2}/.test(text) ? "en" : lang;
}
