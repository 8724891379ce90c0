// The last result of each form, for as long as the tab is open: whoever comes back sees it at once, while Python works it
// out afresh. It is shown only if it is of just what is kept still.

/** @returns {Storage | null} none where the browser refuses it */
function shelf() {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

/**
 * What Python gave for a state, if that is what was remembered.
 * @param {string} key @param {string} state as text
 * @returns {any}
 */
export function recall(key, state) {
  try {
    const [of, output] = JSON.parse(shelf()?.getItem(key) ?? "[]");
    return of === state ? output : null;
  } catch {
    return null; // such as half a text, or what somebody else put there
  }
}

/** @param {string} key @param {string} state as text @param {object} output */
export function remember(key, state, output) {
  try {
    shelf()?.setItem(key, JSON.stringify([state, output]));
  } catch {
    // no room: the next page waits for Python
  }
}

/** Forget all that begins so. @param {string} start */
export function forget(start) {
  const all = shelf();
  for (const key of Object.keys(all ?? {})) if (key.startsWith(start)) all?.removeItem(key);
}
