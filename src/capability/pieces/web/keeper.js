// Keeps one thing that a reader made in the browser's own storage, for all pages and tabs of a site.

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

/**
 * @typedef {object} Trouble
 * @property {"ok" | "refused" | "full"} storage
 * @property {string | null} damaged the text that could not be read
 * @property {string | null} other_version a version that does not fit this page
 * @property {string | null} other_file the answers to it, as text
 */

/** @template {object} T */
export class Keeper extends EventTarget {
  /**
   * @param {string} site the path of the site's root: two sites on one host do not mix
   * @param {string} name
   * @param {T} blank what there is before anything is kept
   * @param {() => Shelf} shelf gives the storage; may throw where a browser refuses it
   */
  constructor(site, name, blank, shelf = () => window.localStorage) {
    super();
    this.prefix = `capability:${site}:`;
    this.key = `${this.prefix}${name}`;
    this.blank = blank;
    /** @type {Trouble} */
    this.trouble = { storage: "ok", damaged: null, other_version: null, other_file: null };
    this.untouched = false;
    /** @type {Shelf | null} */
    this.shelf = null;
    try {
      this.shelf = shelf();
      this.shelf.getItem(this.key);
    } catch {
      this.shelf = null;
      this.trouble.storage = "refused";
    }
    this.value = blank;
    this.value = this.load();
  }

  /** Whether anything was done yet. */
  get isBegun() {
    return this.value !== this.blank;
  }

  /**
   * A kept text as what it was, or null where it cannot be that. Python has the last word on what is in it.
   * @param {string} text
   * @returns {T | null}
   */
  parsed(text) {
    try {
      const value = JSON.parse(text);
      return typeof value === "object" && value !== null && !Array.isArray(value) && isShallow(value, 8) ? value : null;
    } catch {
      return null;
    }
  }

  /**
   * What is kept, with a view's own changes written over it.
   * @param {T} latest
   * @param {T} before
   * @param {T} after
   * @returns {T}
   */
  merged(latest, before, after) {
    return /** @type {T} */ (over(/** @type {any} */ (latest), /** @type {any} */ (before), /** @type {any} */ (after)));
  }

  /**
   * What is kept, or the blank. A text that cannot be read is set aside, never thrown away, and what is open stays.
   * @returns {T}
   */
  load() {
    const text = this.shelf?.getItem(this.key) ?? null;
    const value = text === null ? this.blank : this.parsed(text);
    if (value !== null) {
      this.trouble.damaged ??= this.shelf?.getItem(`${this.key}:damaged`) ?? null;
      return value;
    }
    // What was set aside before and is not in a file yet stays before it.
    const before = this.shelf?.getItem(`${this.key}:damaged`) ?? null;
    const whole = before === null || before === text ? text : `${before}\n${text}`;
    this.trouble.damaged = whole;
    this.put(`${this.key}:damaged`, whole ?? "");
    // With no room for the copy, the damaged text itself is all there is: nothing is written over it.
    this.untouched = this.trouble.storage === "full";
    return this.value;
  }

  /**
   * Take one view's change: only what it changed is written over what is kept now, so that two tabs add up.
   * @param {T} before what the view started from
   * @param {T} after
   */
  merge(before, after) {
    const latest = this.shelf === null || this.trouble.storage === "full" ? this.value : this.load();
    this.value = this.merged(latest, before, after);
    if (!this.untouched) this.put(this.key, JSON.stringify(this.value));
    this.dispatchEvent(new Event("change"));
  }

  /** Another tab wrote: show what is kept now. */
  refresh() {
    // With no room left, what is on screen is newer than what is kept.
    if (this.shelf === null || this.trouble.storage === "full") return;
    this.value = this.load();
    this.dispatchEvent(new Event("change"));
  }

  /** The reader has the damaged text in a file: it need not be kept here, nor spoken of, any longer. */
  rescued() {
    this.shelf?.removeItem(`${this.key}:damaged`);
    this.trouble.damaged = null;
    this.untouched = false;
    this.put(this.key, JSON.stringify(this.value));
    this.dispatchEvent(new Event("change"));
  }

  /** Forget everything that this site keeps on this device. */
  erase() {
    const keys = [];
    for (let i = 0; i < (this.shelf?.length ?? 0); i++) keys.push(this.shelf?.key(i) ?? "");
    for (const key of keys) if (key.startsWith(this.prefix)) this.shelf?.removeItem(key);
    this.value = this.blank;
    this.untouched = false;
    this.trouble = { ...this.trouble, damaged: null, other_version: null, other_file: null };
    if (this.trouble.storage === "full") this.trouble.storage = "ok";
    this.dispatchEvent(new Event("change"));
  }

  /** @param {string} key @param {string} text */
  put(key, text) {
    if (this.shelf === null) return;
    try {
      this.shelf.setItem(key, text);
      this.trouble.storage = "ok";
    } catch {
      this.trouble.storage = "full";
    }
  }
}

/**
 * Whether a value's objects and lists stand at most so many deep. What is deeper is no response, and may break what reads it.
 * @param {unknown} value
 * @param {number} deepest
 * @returns {boolean}
 */
export function isShallow(value, deepest) {
  if (typeof value !== "object" || value === null) return true;
  return deepest > 0 && Object.values(value).every((inner) => isShallow(inner, deepest - 1));
}

/**
 * The latest, with what changed from before to after written over it, entry by entry.
 * @template T
 * @param {Record<string, T>} latest
 * @param {Record<string, T>} before
 * @param {Record<string, T>} after
 * @returns {Record<string, T>}
 */
export function over(latest = {}, before = {}, after = {}) {
  const result = { ...latest };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    const value = after[name];
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}
