// The theme uses the browser's storage without asking whether it may. Where that is refused or full, these two names, which hide
// the browser's own from the theme's scripts, let it go on; its choice of colours is then forgotten. `window.localStorage` stays as it is.

/** @param {"localStorage" | "sessionStorage"} name */
const careful = (name) => ({
  /** @param {string} key */
  getItem(key) {
    try {
      return window[name].getItem(key);
    } catch {
      return null;
    }
  },
  /** @param {string} key @param {string} value */
  setItem(key, value) {
    try {
      window[name].setItem(key, value);
    } catch {
      // Forgotten, as said above.
    }
  },
  /** @param {string} key */
  removeItem(key) {
    try {
      window[name].removeItem(key);
    } catch {
      // There is nothing to remove.
    }
  },
});
// @ts-expect-error: the same name on purpose
const localStorage = careful("localStorage");
// @ts-expect-error: the same name on purpose
const sessionStorage = careful("sessionStorage");
