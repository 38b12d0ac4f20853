/** What must outlive a reload of this tab, as JSON: texts typed and not saved, messages not acknowledged. */
const PREFIX = "fair.";

export const tabStorage = {
  /** @returns {any} null when there is nothing */
  get(key) {
    try {
      return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "null");
    } catch {
      return null;
    }
  },

  /** Null and "" are nothing. */
  put(key, value) {
    try {
      if (value == null || value === "") sessionStorage.removeItem(PREFIX + key);
      else sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      /* a private window without storage: it lives as long as the page */
    }
  },

  /** Everything of this page. */
  empty() {
    try {
      const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
      for (const key of keys) sessionStorage.removeItem(key);
    } catch {
      /* nothing kept, nothing to forget */
    }
  },
};
