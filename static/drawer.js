/** What must outlive a reload of this tab: words typed but not sent, messages not yet acknowledged. */
const PREFIX = "fair.";

export const drawer = {
  get(key) {
    try {
      return JSON.parse(sessionStorage.getItem(PREFIX + key));
    } catch {
      return null;
    }
  },
  put(key, value) {
    try {
      if (value == null || value === "") sessionStorage.removeItem(PREFIX + key);
      else sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
    } catch { /* private window: it lives as long as the page */ }
  },
  empty() {
    try {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
    } catch { /* nothing kept, nothing to forget */ }
  },
};
