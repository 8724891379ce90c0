// A browser's storage in memory, for the tests of what keeps things there.

/** `room` is how many characters it takes. */
export class Shelf {
  /** @param {Record<string, string>} kept */
  constructor(kept = {}, room = Infinity) {
    this.kept = new Map(Object.entries(kept));
    this.room = room;
  }

  get length() {
    return this.kept.size;
  }

  /** @param {number} i */
  key(i) {
    return [...this.kept.keys()][i] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.kept.get(key) ?? null;
  }

  /** @param {string} key @param {string} text */
  setItem(key, text) {
    const others = [...this.kept].reduce((sum, [name, value]) => sum + (name === key ? 0 : value.length), 0);
    if (others + text.length > this.room) throw new Error("QuotaExceededError");
    this.kept.set(key, text);
  }

  /** @param {string} key */
  removeItem(key) {
    this.kept.delete(key);
  }
}
