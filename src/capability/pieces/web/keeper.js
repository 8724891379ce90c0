// Keeps what a reader made in the browser's own storage, for all pages and tabs of a site.
//
// What is kept under a key is read anew before anything is written. What this tab changed is laid over it, each change with
// its time, and gives way to later ones of another tab: a change that could not be written waits for room, and one that was
// is minded for a while, since another tab may have read what was there before it and written over it.
//
//   capability:SITE:NAME           what the reader made, as in a file
//   capability:SITE:NAME:times     when each entry of it changed last
//   capability:SITE:NAME:damaged   a text that could not be read
//   capability:SITE:erased         a mark, other at each erasing: what waits in another tab is older than it
//   capability:SITE:starting       a mark, while Python starts from a snapshot (snapshot.js)

import { SOME_OBJECT, changed, differences, isObject, lastChange, nameOf } from "./entries.js";
import { randomId } from "./files.js";
import { fits } from "./fits.js";

/**
 * For so many milliseconds at least, and until it has seen it then, a tab minds that what it wrote is kept. Browsers that
 * run two tabs in two processes show one what the other wrote some milliseconds later.
 */
const MINDED = 10_000;

/** How many times there are in a millisecond: each tab has one of them as its own. */
const TICKS = 1000;

/** How far ahead of this clock another tab's may be, in milliseconds: a day. A time beyond that is damage. */
const AHEAD = 86_400_000;

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
   * @param {import("./kinds.js").Kind} kind
   */
  constructor(site, name, blank, shelf = () => window.localStorage, kind = {}) {
    super();
    this.prefix = `capability:${site}:`;
    this.key = `${this.prefix}${name}`;
    this.blank = blank;
    this.kind = kind;
    /** @type {Set<string>} texts that Python could not read */
    this.unfit = new Set();
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
    this.tick = Math.floor(Math.random() * TICKS);
    /** @type {Map<string, import("./entries.js").Change & {written?: number}>} what this tab changed, and when it wrote it */
    this.own = new Map();
    /** The mark of the last erasing that this tab knows of. @type {string | null} */
    this.erased = null;
    /** What was kept when it was read last. @type {import("./entries.js").Kept} */
    this.kept = { value: blank, times: {} };
    /** The same with what this tab changed; the very same where all of that is kept. */
    this.shown = this.kept;
    this.load();
  }

  /** What the reader sees. @returns {T} */
  get value() {
    return this.shown.value;
  }

  /** Whether anything was done yet. */
  get isBegun() {
    return this.value !== this.blank;
  }

  /**
   * A kept text as what it was, or null where it cannot be that. Python has the last word on it: see `refuse`.
   * @param {string} text
   * @returns {T | null}
   */
  parsed(text) {
    try {
      const value = JSON.parse(text);
      return this.takes(value) && !this.unfit.has(text) ? value : null;
    } catch {
      return null;
    }
  }

  /** Whether a value may be of the kind that is kept here. @param {unknown} value @returns {value is T} */
  takes(value) {
    return isObject(value) && (this.kind.shape === undefined || fits(value, this.kind.shape));
  }

  /**
   * The entries that a view changed.
   * @param {T} before what it started from
   * @param {T} after
   */
  changes(before, after) {
    return [...differences(before, after, this.kind.depths)];
  }

  /**
   * Take one view's change: only the entries that it changed are written over what is kept now, so that two tabs add up.
   * @param {T} before what the view started from
   * @param {T} after
   */
  merge(before, after) {
    this.load();
    for (const [path, value] of this.changes(before, after)) this.change(path, value);
    this.leaveOutRests();
    this.save();
  }

  /**
   * Have what a form shows where nothing was entered, such as an example, be kept with the next change, as far as there is
   * nothing: that it was shown is no change, and takes nothing from what another tab has there.
   * @param {T} before what the view started from
   * @param {object} value
   * @returns {T} the same with what it shows
   */
  suppose(before, value) {
    this.load();
    const changes = [...differences({}, value, this.kind.depths)].map(([path, there]) => this.change(path, there, true));
    return changes.reduce(changed, { value: before, times: {} }).value;
  }

  /** @param {string[]} path @param {unknown} value */
  change(path, value, supposed = false) {
    // Later than what it replaces, also where a clock was put back.
    const least = Math.max(Date.now() * TICKS, lastChange(this.shown.times, path) + 1 - this.tick);
    const change = { path, value, supposed, at: Math.ceil(least / TICKS) * TICKS + this.tick };
    this.own.delete(nameOf(change)); // they stand in the order of their times
    this.own.set(nameOf(change), change);
    this.shown = changed(this.shown, change);
    return change;
  }

  /**
   * Whether a change of the storage by another tab may touch what is shown here, or give room for what waits. Times are
   * written before each try: who tries again for them would never come to rest.
   * @param {string | null} key null where all was taken away
   */
  hears(key) {
    const ours = key === null || key === this.key || key === `${this.prefix}erased`;
    return ours || (this.shown !== this.kept && !key.endsWith(":times"));
  }

  /** Another tab wrote: show what is kept now, and write what of this tab's is not in it, if there is room. */
  refresh() {
    this.load();
    this.save();
  }

  /** Read what is kept, and lay over it what this tab changed and is later. */
  load() {
    if (this.shelf === null) return;
    const erased = this.shelf.getItem(`${this.prefix}erased`);
    if (erased !== this.erased) this.forget(erased);
    const text = this.shelf.getItem(this.key);
    const value = text === null ? this.blank : this.parsed(text);
    if (value === null) this.setAside(text ?? "");
    else {
      this.untouched = false;
      this.trouble.damaged = this.shelf.getItem(`${this.key}:damaged`) ?? this.trouble.damaged;
    }
    // Where the text cannot be read, what is open stays.
    this.kept = { value: value ?? this.kept.value, times: timesIn(this.shelf.getItem(`${this.key}:times`)) };
    this.shown = this.kept;
    for (const [name, change] of this.own) {
      const { shown } = this;
      const age = Date.now() - (change.written ?? Infinity);
      // Where all was taken away by hand, what had been kept there stays away.
      const isGone = text === null && change.written !== undefined;
      if (!isGone) this.shown = changed(shown, change);
      // A busy machine may tell of the other tab much later: what is missing is missing, however old.
      if (isGone || (this.shown === shown && age > MINDED)) this.own.delete(name);
    }
    this.leaveOutRests();
  }

  /** What is whole or not there, such as a table that another tab cleared, is not brought back by half with a late vote. */
  leaveOutRests() {
    for (const part of this.kind.whole ?? []) {
      const { [part]: thing, ...rest } = /** @type {any} */ (this.value);
      if (thing === undefined || this.takes({ [part]: thing })) continue;
      this.shown = { value: rest, times: this.shown.times };
      for (const [name, { path }] of this.own) if (path[0] === part && path.length > 1) this.own.delete(name);
    }
  }

  /** Write what is not kept, all or nothing, so that no entry is kept without those it came with. Then tell. */
  save() {
    if (this.shelf !== null && !this.untouched) {
      const { value, times } = this.shown;
      const before = this.shelf.getItem(`${this.key}:times`);
      const written =
        this.shown === this.kept || (this.put(`${this.key}:times`, JSON.stringify(times)) && this.put(this.key, JSON.stringify(value)));
      if (written) {
        this.kept = this.shown;
        for (const [name, change] of this.own) {
          change.written ??= Date.now();
          // That there is an object has no time: said again, it would undo a later taking away.
          if (change.value === SOME_OBJECT) this.own.delete(name);
        }
      } else if (before === null) this.shelf.removeItem(`${this.key}:times`);
      else this.put(`${this.key}:times`, before);
      this.trouble.storage = written ? "ok" : "full";
    }
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Put a text that cannot be read where it is not written over: behind what was set aside before and is in no file yet.
   * @param {string} text
   */
  setAside(text) {
    const before = this.shelf?.getItem(`${this.key}:damaged`) ?? null;
    const whole = before === null ? text : before === text || before.endsWith(`\n${text}`) ? before : `${before}\n${text}`;
    this.trouble.damaged = whole;
    // With no room for the copy, the damaged text itself is all there is: nothing is written over it.
    this.untouched = whole !== before && !this.put(`${this.key}:damaged`, whole);
    if (this.untouched) this.trouble.storage = "full";
  }

  /**
   * Python can make nothing of what is shown: it is set aside as a text that cannot be read is.
   * @param {T} value what it could not read; if that has changed since, it is asked again
   */
  refuse(value) {
    const text = JSON.stringify(value);
    this.load();
    if (JSON.stringify(this.value) !== text) return this.save();
    // Where something waits, that alone may be at fault: what is kept is asked without it.
    const unfit = this.shown === this.kept ? (this.shelf?.getItem(this.key) ?? text) : null;
    this.setAside(unfit ?? text);
    this.own.clear();
    if (unfit !== null) {
      this.unfit.add(unfit);
      this.kept = { ...this.kept, value: this.blank };
    }
    this.shown = this.kept;
    this.save();
  }

  /** The reader has the damaged text in a file: it need not be kept here, nor spoken of, any longer. */
  rescued() {
    const saved = this.trouble.damaged ?? "";
    const text = this.shelf?.getItem(this.key) ?? null;
    if (this.shelf?.getItem(`${this.key}:damaged`) === saved) this.shelf.removeItem(`${this.key}:damaged`);
    if (text !== null && this.parsed(text) === null && saved.endsWith(text)) this.put(this.key, JSON.stringify(this.kept.value));
    this.trouble.damaged = null;
    this.refresh();
  }

  /** Forget what is kept here, and nothing else: the next person at this device is another one. */
  clear() {
    for (const part of ["", ":times", ":damaged"]) this.shelf?.removeItem(this.key + part);
    this.forget(this.erased);
    this.save();
  }

  /** Forget everything that this site keeps on this device. */
  erase() {
    const keys = [];
    for (let i = 0; i < (this.shelf?.length ?? 0); i++) keys.push(this.shelf?.key(i) ?? "");
    for (const key of keys) if (key.startsWith(this.prefix)) this.shelf?.removeItem(key);
    this.put(`${this.prefix}erased`, randomId());
    this.forget(this.shelf?.getItem(`${this.prefix}erased`) ?? null);
    this.save();
  }

  /**
   * All was erased, here or in another tab, and what this tab changed is older.
   * @param {string | null} mark
   */
  forget(mark) {
    this.erased = mark;
    this.own.clear();
    this.kept = { value: this.blank, times: {} };
    this.shown = this.kept;
    this.untouched = false;
    this.trouble = { ...this.trouble, damaged: null, other_version: null, other_file: null };
  }

  /** Whether there was room. @param {string} key @param {string} text */
  put(key, text) {
    try {
      this.shelf?.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }
}

/**
 * Kept times; none where they cannot be read.
 * @param {string | null} text
 * @returns {import("./entries.js").Times}
 */
function timesIn(text) {
  try {
    const latest = (Date.now() + AHEAD) * TICKS;
    return Object.fromEntries(Object.entries(JSON.parse(text ?? "{}")).filter(([, at]) => Number.isSafeInteger(at) && at <= latest));
  } catch {
    return {};
  }
}
