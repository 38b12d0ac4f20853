/** What outlives a reload, as JSON: of this tab, or of this browser in all its tabs. */
const PREFIX = "fair.";

/** @param {() => Storage} storage asked for each time: a private window may refuse it */
const keptIn = (storage) => ({
  /** @returns {any} null when there is nothing */
  get(key) {
    try {
      return JSON.parse(storage().getItem(PREFIX + key) ?? "null");
    } catch {
      return null;
    }
  },

  /** Null and "" are nothing. */
  put(key, value) {
    try {
      if (value == null || value === "") storage().removeItem(PREFIX + key);
      else storage().setItem(PREFIX + key, JSON.stringify(value));
    } catch {
      /* a private window without storage: it lives as long as the page */
    }
  },

  /** Everything of the fair. */
  empty() {
    try {
      const keys = Object.keys(storage()).filter((key) => key.startsWith(PREFIX));
      for (const key of keys) storage().removeItem(key);
    } catch {
      /* nothing kept, nothing to forget */
    }
  },
});

/** Texts typed and not saved, messages not acknowledged. */
export const tabStorage = keptIn(() => sessionStorage);

/** How this browser tells me, and which notices were put away in it. */
export const browserStorage = keptIn(() => localStorage);
