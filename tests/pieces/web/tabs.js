// Several tabs of one browser over one storage whose room changes, and a log by which to tell what must be kept in it.
//
// The log knows nothing of how a keeper works: it is the list of what readers did, in order. A change is kept once its tab
// wrote anything after it. What is stored must be what the kept changes give, one after the other; what a tab shows, what
// the kept ones give with its own among them.

import assert from "node:assert/strict";

import { AnswerKeeper } from "../../../src/capability/pieces/web/answers.js";
import { Keeper } from "../../../src/capability/pieces/web/keeper.js";
import { Shelf } from "./shelf.js";

/** @typedef {{tab: number, removes: string[], supposes: Record<string, any>, sets: Record<string, any>, kept: boolean}} Change */

/** What a form shows, and is kept with the first entry, where nobody entered anything. */
const SUPPOSED = "nothing";

/** @type {Record<string, {key: string, open: (shelf: Shelf) => Keeper<any>, paths: string[], groups: string[], things: string[], supposed: Record<string, any>}>} */
const KINDS = {
  answers: {
    key: "capability:/kit/:response:organisation:1",
    open: (shelf) => new AnswerKeeper("/kit/", "organisation", "1.0.0", () => shelf),
    paths: ["answers/a.a", "answers/a.b", "answers/a.c", "rater/role", "context/round"],
    groups: [],
    things: [],
    supposed: {},
  },
  relations: {
    key: "capability:/kit/:relations",
    open: (shelf) => new Keeper("/kit/", "relations", {}, () => shelf),
    paths: ["rater", "ties/one", "ties/two", "ties/__proto__"],
    groups: ["ties"],
    things: [],
    supposed: { "ties/one": SUPPOSED, "ties/two": SUPPOSED },
  },
  roundtable: {
    key: "capability:/kit/:roundtable",
    open: (shelf) => new Keeper("/kit/", "roundtable", {}, () => shelf),
    paths: ["place", "table/talks/a/first", "table/talks/a/agreed", "table/talks/b/first"],
    groups: ["table"],
    things: ["table"],
    supposed: {},
  },
};

/** How much room there may be: from hardly any to all that is wanted. */
const ROOMS = [60, 150, 250, 400, 700, Infinity];

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). @param {number} seed */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {any} value @param {string} path @returns {any} */
const at = (value, path) => path.split("/").reduce((inner, name) => (inner != null && Object.hasOwn(inner, name) ? inner[name] : undefined), value);

/** A value with another at a path; undefined takes away. @param {any} value @param {string[]} path @param {any} to @returns {any} */
function withAt(value, [name = "", ...rest], to) {
  const inner = rest.length > 0 ? withAt(value?.[name] ?? {}, rest, to) : to;
  return Object.fromEntries([...Object.entries(value ?? {}).filter(([other]) => other !== name), ...(inner === undefined ? [] : [[name, inner]])]);
}

/** As `deepEqual`, which takes long. @param {unknown} one @param {unknown} other @param {string} what */
function same(one, other, what) {
  const [is, should] = [JSON.stringify(one), JSON.stringify(other)];
  if (is !== should) assert.fail(`${what}: ${is} should be ${should}`);
}

class Tabs {
  /** @param {number} seed */
  constructor(seed) {
    this.random = numbers(seed);
    this.kind = /** @type {typeof KINDS[string]} */ (KINDS[this.one(Object.keys(KINDS))]);
    this.shelf = new Shelf();
    /** @type {Change[]} */
    this.log = [];
    /** @type {string[]} */
    this.told = [];
    this.writer = 0;
    this.count = 0;
    this.tabs = Array.from({ length: 2 + Math.floor(this.random() * 2) }, () => this.kind.open(this.shelf));
    /** @type {string[][]} what the browser has yet to tell each tab */
    this.unheard = this.tabs.map(() => []);
    const { setItem, removeItem } = Shelf.prototype;
    this.shelf.setItem = (key, text) => {
      const before = this.shelf.getItem(key);
      setItem.call(this.shelf, key, text); // throws where there is no room
      if (key === this.kind.key) for (const change of this.log) change.kept ||= change.tab === this.writer;
      if (before !== text) this.tell(key);
    };
    this.shelf.removeItem = (key) => {
      if (this.shelf.getItem(key) !== null) this.tell(key);
      removeItem.call(this.shelf, key);
    };
  }

  /** @template T @param {T[]} all @returns {T} */
  one(all) {
    return /** @type {T} */ (all[Math.floor(this.random() * all.length)]);
  }

  /** @param {string} key */
  tell(key) {
    for (const [tab, keys] of this.unheard.entries()) if (tab !== this.writer) keys.push(key);
  }

  /** What changes give, one after the other. @param {Change[]} changes */
  given(changes) {
    /** @type {Map<string, any>} what is at a path, or undefined where it was taken away */
    const found = new Map();
    for (const { removes, supposes, sets } of changes) {
      for (const gone of removes) {
        for (const path of found.keys()) if (path.startsWith(`${gone}/`)) found.delete(path);
        found.set(gone, undefined);
      }
      for (const [path, value] of Object.entries(supposes)) if (!found.has(path)) found.set(path, value);
      for (const [path, value] of Object.entries(sets)) found.set(path, value);
    }
    return this.kind.paths.map((path) => [path, found.get(path)]);
  }

  /** @param {any} value */
  seen(value) {
    return this.kind.paths.map((path) => [path, at(value, path)]);
  }

  get stored() {
    return this.seen(JSON.parse(this.shelf.getItem(this.kind.key) ?? "{}"));
  }

  /** @param {number} tab @param {string[]} removes @param {Record<string, any>} sets */
  change(tab, removes, sets) {
    const keeper = /** @type {Keeper<any>} */ (this.tabs[tab]);
    const { groups, supposed } = this.kind;
    // As a form does that shows something where nothing was entered.
    const begins = groups.some((group) => at(keeper.value, group) === undefined && Object.keys(sets)[0]?.startsWith(`${group}/`));
    const supposes = begins ? supposed : {};
    const shown = Object.entries(supposes).reduce((all, [path, value]) => withAt(all, path.split("/"), value), {});
    const before = begins ? keeper.suppose(keeper.value, shown) : keeper.value;
    let after = before;
    for (const path of removes) if (at(after, path) !== undefined) after = withAt(after, path.split("/"), undefined);
    for (const [path, value] of Object.entries(sets)) after = withAt(after, path.split("/"), value);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.told.push(`${tab} without ${removes} with ${JSON.stringify(sets)}`);
    this.log.push({ tab, removes, supposes, sets, kept: false });
    keeper.merge(before, after);
    this.look(tab);
  }

  /** Do one thing that a reader, or the browser, may do. */
  step() {
    const tab = Math.floor(this.random() * this.tabs.length);
    const keeper = /** @type {Keeper<any>} */ (this.tabs[tab]);
    const { paths, groups, things } = this.kind;
    const path = this.one(paths);
    const note = `${++this.count} ${"x".repeat(this.one([0, 0, 10, 100]))}`;
    const value = path.startsWith("answers/") ? { level: 1, note } : note;
    const chance = this.random() * 100;
    this.writer = tab;
    if (chance < 40) this.change(tab, [], { [path]: value });
    else if (chance < 50) this.change(tab, [path], {});
    else if (chance < 54 && groups.length > 0) this.change(tab, [this.one(groups)], {});
    else if (chance < 58 && things.length > 0) {
      const thing = this.one(things);
      this.change(tab, [thing], { [`${thing}/id`]: `${this.count}`, [`${thing}/talks/b/first`]: value });
    } else if (chance < 75) {
      this.shelf.room = this.one(ROOMS);
      this.told.push(`room for ${this.shelf.room}`);
    } else if (chance < 92) this.hear(tab);
    else if (chance < 97) {
      this.told.push(`${tab} again`);
      this.log = this.log.filter((change) => change.kept || change.tab !== tab);
      this.unheard[tab] = [];
      this.tabs[tab] = this.kind.open(this.shelf);
      this.look(tab);
    } else if (chance < 99) {
      this.told.push(`${tab} erases`);
      this.log = [];
      keeper.erase();
      this.look(tab);
    }
  }

  /** Tell a tab one of the things that happened to the storage, in any order. @param {number} tab */
  hear(tab) {
    const keys = this.unheard[tab] ?? [];
    const [key] = keys.splice(Math.floor(this.random() * keys.length), 1);
    if (key === undefined || !this.tabs[tab]?.hears(key)) return;
    this.told.push(`${tab} hears of ${key}`);
    this.tabs[tab]?.refresh();
    this.look(tab);
  }

  /** What was kept is there, and a tab that has just read it shows it with what is its own. @param {number} tab */
  look(tab) {
    const keeper = /** @type {Keeper<any>} */ (this.tabs[tab]);
    this.holds(this.stored, this.log.filter(({ kept }) => kept), "what is kept");
    this.holds(this.seen(keeper.value), this.log.filter((change) => change.kept || change.tab === tab), "what is shown");
    const waits = this.log.some((change) => change.tab === tab && !change.kept);
    if (!waits) same(keeper.trouble.storage, "ok", "nothing waits");
  }

  /** What nobody entered may be there or not. @param {any[][]} found @param {Change[]} changes @param {string} what */
  holds(found, changes, what) {
    const given = this.given(changes).map(([path, value], i) => [path, value === SUPPOSED ? found[i]?.[1] && SUPPOSED : value]);
    same(found, given, what);
  }

  /** Give room, and let every tab hear all: they come to show the same, and it is kept. */
  rest() {
    this.shelf.room = Infinity;
    this.told.push("room for all");
    for (const round of [1, 2, 3]) {
      for (const tab of this.tabs.keys()) {
        this.writer = tab;
        this.tabs[tab]?.refresh();
        if (round === 3) same(this.tabs[tab]?.value, this.tabs[0]?.value, "all tabs show the same");
        this.look(tab);
      }
    }
    this.holds(this.stored, this.log, "all is kept");
  }
}

/** Play one story of several tabs; throws where something is lost, with the seed and the story. @param {number} seed */
export function play(seed) {
  const { now } = Date;
  let time = 1_000_000;
  Date.now = () => ++time;
  const tabs = new Tabs(seed);
  try {
    for (let step = 0; step < 40; step++) tabs.step();
    tabs.rest();
  } catch (error) {
    throw new Error(`seed ${seed}: ${tabs.told.join("; ")}: ${error}`);
  } finally {
    Date.now = now;
  }
}
