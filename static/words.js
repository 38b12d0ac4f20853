/** The page's texts by key, in Japanese and English, and the language of texts that people wrote. */
const KINDS = { ja: "ja", en: "en" };

export class Words {
  #texts = {};
  numbers = new Intl.NumberFormat("ja");
  plural = new Intl.PluralRules("ja");

  constructor() {
    this.lang = "ja";
  }

  /**
   * Fetches a language's texts, once.
   * @param {string} lang
   */
  async load(lang) {
    if (this.#texts[lang] || !KINDS[lang]) return;
    const response = await fetch(new URL(`./i18n/${lang}.json`, import.meta.url));
    if (!response.ok) throw new Error(`no words for ${lang}`);
    this.#texts[lang] = await response.json();
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
