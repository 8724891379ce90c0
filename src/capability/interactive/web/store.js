// Keeps one response to an instrument in the browser's own storage, shared by all pages and tabs of a site.

/** @typedef {import("./assessment.js").Response} Response */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Shelf */

/**
 * @typedef {object} Trouble
 * @property {"ok" | "refused" | "full"} storage
 * @property {string | null} damaged the text that could not be read
 * @property {string | null} other_version a version that does not fit this page
 * @property {string | null} other_file the answers to it, as text
 */

export class Store extends EventTarget {
  /**
   * @param {string} site the path of the site's root: two sites on one host do not mix
   * @param {string} instrument
   * @param {string} version
   * @param {() => Shelf} shelf gives the storage; may throw where a browser refuses it
   */
  constructor(site, instrument, version, shelf = () => window.localStorage) {
    super();
    this.prefix = `capability:${site}:`;
    this.name = `${this.prefix}response:${instrument}:`;
    this.major = version.split(".")[0] ?? "";
    this.key = `${this.name}${this.major}`;
    /** @type {Response} */
    this.blank = { format: "capability-response/1", instrument, version, answers: {} };
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
    this.response = this.load();
    this.findOtherVersion();
  }

  /**
   * What is kept, or a blank response. A text that cannot be read is set aside, never thrown away, and what an open
   * form shows stays.
   * @returns {Response}
   */
  load() {
    const text = this.shelf?.getItem(this.key) ?? null;
    const found = text === null ? this.blank : parsed(text, this.blank.instrument);
    if (found !== null) {
      this.trouble.damaged ??= this.shelf?.getItem(`${this.key}:damaged`) ?? null;
      return { ...found, version: this.blank.version };
    }
    // What was set aside before and is not in a file yet stays before it.
    const before = this.shelf?.getItem(`${this.key}:damaged`) ?? null;
    const whole = before === null || before === text ? text : `${before}\n${text}`;
    this.trouble.damaged = whole;
    this.put(`${this.key}:damaged`, whole ?? "");
    // With no room for the copy, the damaged text itself is all there is: nothing is written over it.
    this.untouched = this.trouble.storage === "full";
    return this.response ?? this.blank;
  }

  /** Answers to another major version are kept under a key of their own. */
  findOtherVersion() {
    const ends = new RegExp("^[0-9]+$");
    for (let i = 0; i < (this.shelf?.length ?? 0); i++) {
      const key = this.shelf?.key(i) ?? "";
      const major = key.startsWith(this.name) ? key.slice(this.name.length) : "";
      if (!ends.test(major) || major === this.major) continue;
      const text = this.shelf?.getItem(key) ?? "";
      this.trouble.other_version = parsed(text, this.blank.instrument)?.version ?? major;
      this.trouble.other_file = text;
    }
  }

  /**
   * Take one view's change: only what it changed is written over what is kept now, so that two tabs add up.
   * @param {Response} before the response that the view started from
   * @param {Response} after
   */
  merge(before, after) {
    const latest = this.shelf === null || this.trouble.storage === "full" ? this.response : this.load();
    this.response = merged(latest, before, after);
    if (!this.untouched) this.put(this.key, JSON.stringify(this.response));
    this.dispatchEvent(new Event("change"));
  }

  /** Another tab wrote: show what is kept now. */
  refresh() {
    // With no room left, what is on screen is newer than what is kept.
    if (this.shelf === null || this.trouble.storage === "full") return;
    this.response = this.load();
    this.dispatchEvent(new Event("change"));
  }

  /** The reader has the damaged text in a file: it need not be kept here, nor spoken of, any longer. */
  rescued() {
    this.shelf?.removeItem(`${this.key}:damaged`);
    this.trouble.damaged = null;
    this.untouched = false;
    this.put(this.key, JSON.stringify(this.response));
    this.dispatchEvent(new Event("change"));
  }

  /** Forget everything that this site keeps on this device, for every instrument. */
  erase() {
    const keys = [];
    for (let i = 0; i < (this.shelf?.length ?? 0); i++) keys.push(this.shelf?.key(i) ?? "");
    for (const key of keys) if (key.startsWith(this.prefix)) this.shelf?.removeItem(key);
    this.response = this.blank;
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
 * A kept text as a response, or null where it is none. Python has the last word on what is in it.
 * @param {string} text
 * @param {string} instrument
 * @returns {Response | null}
 */
function parsed(text, instrument) {
  try {
    const found = JSON.parse(text);
    if (!isShallow(found, 4)) return null;
    const whole = found.format === "capability-response/1" && found.instrument === instrument && typeof found.version === "string";
    const answers = Object.values(found.answers);
    const words = [found.id, found.saved, ...Object.values(found.rater ?? {}), ...Object.values(found.context ?? {})];
    return whole && !Array.isArray(found.answers) && answers.every(isAnswer) && words.every(isText) ? found : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value */
function isText(value) {
  return value === undefined || typeof value === "string";
}

/**
 * Whether a form can show a value as an answer; which levels there are is not asked here.
 * @param {any} value
 */
function isAnswer(value) {
  const isLevel = typeof value?.level === "number" || typeof value?.level === "string";
  return isLevel && isText(value.evidence) && isText(value.note);
}

/**
 * Whether a value's objects and lists stand at most so many deep. What is deeper is no response, and may break what reads it.
 * @param {unknown} value
 * @param {number} deepest
 * @returns {boolean}
 */
function isShallow(value, deepest) {
  if (typeof value !== "object" || value === null) return true;
  return deepest > 0 && Object.values(value).every((inner) => isShallow(inner, deepest - 1));
}

/**
 * What is kept, with a view's own changes written over it: answers and words one by one.
 * @param {Response} latest
 * @param {Response} before
 * @param {Response} after
 * @returns {Response}
 */
export function merged(latest, before, after) {
  const id = latest.id ?? after.id;
  return {
    ...latest,
    ...after,
    ...(id === undefined ? {} : { id }),
    answers: over(latest.answers, before.answers, after.answers),
    ...(latest.rater || after.rater ? { rater: over(latest.rater, before.rater, after.rater) } : {}),
    ...(latest.context || after.context ? { context: over(latest.context, before.context, after.context) } : {}),
  };
}

/**
 * @template T
 * @param {Record<string, T>} latest
 * @param {Record<string, T>} before
 * @param {Record<string, T>} after
 * @returns {Record<string, T>}
 */
function over(latest = {}, before = {}, after = {}) {
  const result = { ...latest };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[name]) === JSON.stringify(after[name])) continue;
    const value = after[name];
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}
