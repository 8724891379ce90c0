// Several tabs of one browser over one storage whose room changes, and a log by which to tell what must be kept in it.
//
// The log knows nothing of how a keeper works: it is the list of what readers did, in order. A change is kept once its tab
// wrote anything after it. What is stored must be what the kept changes give, one after the other; what a tab shows, what
// the kept ones give with its own among them.
//
// Tabs that run in processes of their own see what another one wrote later, and write over it meanwhile. Then all must be
// kept when everybody has heard.

import assert from "node:assert/strict";

import { AnswerKeeper } from "../../../src/capability/pieces/web/answers.js";
import { fits } from "../../../src/capability/pieces/web/fits.js";
import { Keeper } from "../../../src/capability/pieces/web/keeper.js";
import { KINDS } from "../../../src/capability/pieces/web/kinds.js";
import { PlanKeeper } from "../../../src/capability/pieces/web/plans.js";
import { Processes, Shelf } from "./shelf.js";

/** @typedef {{tab: number, removes: string[], supposes: Record<string, any>, sets: Record<string, any>, kept: boolean, of: unknown}} Change of: the thing that it was entered for */

/**
 * @typedef {object} Work what is done in one kind of form
 * @property {string} key
 * @property {(shelf: any) => Keeper<any>} open
 * @property {Record<string, (note: string, count: number) => unknown>} paths the entries, and what is entered
 * @property {string[]} [groups] objects that are taken away whole
 * @property {Record<string, any>} [example] what the form shows, and is kept with the first entry, where its first path's head is not there
 * @property {(count: number, note: string) => {removes: string[], sets: Record<string, any>}} [afresh] puts another thing in a thing's place
 * @property {string} [within] a name that must be there for any entry below its head to have a place
 */

/** What a form shows where nobody entered anything. */
const SUPPOSED = "nothing";

/** What may be there or not. */
const STRAY = "either";

/** @param {string} note */
const text = (note) => note;
/** @param {string} note */
const answer = (note) => ({ level: 1, note });
/** @param {string} note */
const pulse = (note) => ({ saved: note, answers: {} });
/** @param {string} _ @param {number} count */
const number = (_, count) => count;
/** @param {string} _ @param {number} count */
const votes = (_, count) => [count, 0, 0, 0, 0];

/** @param {number} count */
const id = (count) => count.toString(16).padStart(32, "0");

/** @param {string} name @param {any} [kind] */
const plain = (name, kind = KINDS[name]) => ({
  key: `capability:/kit/:${name}`,
  /** @param {any} shelf */
  open: (shelf) => new Keeper("/kit/", name, {}, () => shelf, kind),
});

/** @type {Record<string, Work>} */
export const WORK = {
  response: {
    key: "capability:/kit/:response:organisation:1",
    open: (shelf) => new AnswerKeeper("/kit/", "organisation", "1.0.0", () => shelf),
    paths: { "answers/a.a": answer, "answers/a.b": answer, "answers/a.c": answer, "rater/role": text, "context/round": text },
  },
  learning: {
    ...plain("learning"),
    paths: { "read/01-a": text, "read/02-b": text, "read/03-c": text, name: text, start: pulse, end: pulse },
  },
  quiz: {
    ...plain("quiz"),
    paths: { "01-a/choices/x": text, "01-a/choices/y": text, "01-a/best": number, "02-b/choices/x": text },
  },
  exercise: {
    ...plain("exercise"),
    paths: { "a/inputs/f": text, "a/inputs/t/r0/x": text, "a/inputs/t/r0/y": text, "a/inputs/t/r1/x": text, "b/inputs/f": text },
    groups: ["a", "a/inputs/t/r0"],
    example: { "a/inputs/f": SUPPOSED, "a/inputs/t/r0/x": SUPPOSED, "a/inputs/t/r0/y": SUPPOSED },
  },
  relations: {
    ...plain("relations", { ...KINDS.relations, shape: undefined }), // five levels are too few to tell one change from another
    paths: { "ties/one": text, "ties/two": text, "ties/__proto__": text, rater: text },
    groups: ["ties"],
    example: { "ties/one": SUPPOSED, "ties/two": SUPPOSED },
  },
  roundtable: {
    ...plain("roundtable"),
    paths: { place: number, "table/talks/a/first/levels": votes, "table/talks/a/first/unknown": number, "table/talks/a/reason": text, "table/talks/b/first/levels": votes },
    groups: ["table"],
    afresh: (count, note) => ({
      removes: ["table"],
      sets: { "table/id": id(count), "table/format": "capability-roundtable/1", "table/instrument": "organisation", "table/version": "1.0.0", "table/agenda": ["a", "b"], "table/talks/b/reason": note },
    }),
    within: "table/id",
  },
  workbench: {
    key: "capability:/kit/:workbench",
    open: (shelf) => new PlanKeeper("/kit/", () => shelf),
    paths: { instrument: text, "targets/o/m": number, "edits/o/a/owner": text, "edits/o/a/note": text, "edits/o/b/owner": text, "names/o": text },
    afresh: (count, note) => ({ removes: ["targets/o", "edits/o", "names/o"], sets: { "ids/o": id(count), "edits/o/b/note": note } }),
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
  /** @param {number} seed @param {() => number} tick */
  constructor(seed, tick) {
    this.random = numbers(seed);
    this.tick = tick;
    this.work = /** @type {Work} */ (WORK[this.one(Object.keys(WORK))]);
    this.paths = Object.keys({ ...this.work.paths, ...this.work.afresh?.(0, "").sets });
    this.isApart = this.random() < 0.4; // each tab in a process of its own
    /** @type {Change[]} */
    this.log = [];
    /** @type {string[]} */
    this.told = [];
    this.count = 0;
    this.writer = 0;
    const count = 2 + Math.floor(this.random() * 2);
    this.shelf = new Shelf();
    this.processes = new Processes(this.shelf, count, (tab, key) => this.event(tab, key));
    /** @type {string[][]} what the browser has yet to tell each tab */
    this.unheard = Array.from({ length: count }, () => []);
    /** @type {boolean[]} tabs that lie where Back finds them, and hear of nothing */
    this.frozen = this.unheard.map(() => false);
    this.processes.wrote = (tab, key) => {
      if (key === this.work.key) for (const change of this.log) change.kept ||= change.tab === tab;
    };
    this.tabs = this.unheard.map((_, tab) => this.work.open(this.processes.of(tab)));
  }

  /** @template T @param {T[]} all @returns {T} */
  one(all) {
    return /** @type {T} */ (all[Math.floor(this.random() * all.length)]);
  }

  /** @param {number} tab @param {string} key */
  event(tab, key) {
    if (!this.frozen[tab]) this.unheard[tab]?.push(key);
  }

  /**
   * What changes give, one after the other. What was entered for a table that another tab had replaced may be at the new one.
   * @param {Change[]} changes
   */
  given(changes) {
    /** @type {Set<string>} */
    const strays = new Set();
    const { within = "" } = this.work;
    const head = `${within.split("/")[0]}/`;
    /** @type {Map<string, any>} what is at a path, or undefined where it was taken away */
    const found = new Map();
    for (const { removes, supposes, sets, of } of changes) {
      for (const gone of removes) {
        for (const path of found.keys()) {
          if (!path.startsWith(`${gone}/`)) continue;
          found.delete(path);
          strays.delete(path);
        }
        found.set(gone, undefined);
      }
      for (const [path, value] of Object.entries(supposes)) if (!found.has(path)) found.set(path, value);
      const hasPlace = within === "" || found.get(within) !== undefined || within in sets;
      for (const [path, value] of Object.entries(sets)) {
        if (!hasPlace && path.startsWith(head)) continue;
        if (path.startsWith(head) && !(within in sets) && of !== found.get(within)) strays.add(path);
        else strays.delete(path);
        found.set(path, value);
      }
    }
    return this.paths.map((path) => [path, strays.has(path) ? STRAY : found.get(path)]);
  }

  /** @param {any} value */
  seen(value) {
    return this.paths.map((path) => [path, at(value, path)]);
  }

  get stored() {
    return this.seen(JSON.parse(this.shelf.getItem(this.work.key) ?? "{}"));
  }

  /** @param {number} tab @param {string[]} removes @param {Record<string, any>} sets */
  change(tab, removes, sets) {
    const keeper = /** @type {Keeper<any>} */ (this.tabs[tab]);
    const { example = {} } = this.work;
    const head = Object.keys(example)[0]?.split("/")[0] ?? "";
    // As a form does that shows something where nothing was entered.
    const begins = head !== "" && at(keeper.value, head) === undefined && Object.keys(sets)[0]?.startsWith(`${head}/`);
    const supposes = begins ? example : {};
    const shown = Object.entries(supposes).reduce((all, [path, value]) => withAt(all, path.split("/"), value), {});
    const before = begins ? keeper.suppose(keeper.value, shown) : keeper.value;
    let after = before;
    for (const path of removes) if (at(after, path) !== undefined) after = withAt(after, path.split("/"), undefined);
    for (const [path, value] of Object.entries(sets)) after = withAt(after, path.split("/"), value);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    this.told.push(`${tab} without ${removes} with ${JSON.stringify(sets)}`);
    this.log.push({ tab, removes, supposes, sets, kept: false, of: at(before, this.work.within ?? "") });
    keeper.merge(before, after);
    this.look(tab);
  }

  /** Enter something. @param {number} tab @param {string} path @param {string} note */
  enter(tab, path, note) {
    const { within, paths } = this.work;
    const value = this.tabs[tab]?.value;
    const isOut = within !== undefined && path.startsWith("table/") && at(value, within) === undefined; // no form offers it
    if (!isOut) this.change(tab, [], { [path]: paths[path]?.(note, this.count) });
  }

  /** Do one thing that a reader, or the browser, may do. */
  step() {
    const tab = Math.floor(this.random() * this.tabs.length);
    const keeper = /** @type {Keeper<any>} */ (this.tabs[tab]);
    const { paths, groups = [], afresh, within } = this.work;
    const path = this.one(Object.keys(paths));
    const note = `${++this.count} ${"x".repeat(this.one([0, 0, 10, 100]))}`;
    const chance = this.random() * 100;
    this.writer = tab;
    if (this.frozen[tab]) return chance < 30 ? this.thaw(tab) : undefined;
    if (chance < 40) this.enter(tab, path, note);
    else if (chance < 50) {
      if (within === undefined) this.change(tab, [path], {});
    } else if (chance < 54 && groups.length > 0) {
      if (within !== undefined) this.settle(); // that a table is cleared is not known within milliseconds
      this.change(tab, [this.one(groups)], {});
    } else if (chance < 59 && afresh) {
      const { removes, sets } = afresh(this.count, note);
      this.change(tab, within === undefined && at(keeper.value, "ids/o") === undefined ? [] : removes, sets);
    } else if (chance < 72) {
      if (this.isApart) this.processes.step(this.random);
      else {
        this.shelf.room = this.one(ROOMS);
        this.told.push(`room for ${this.shelf.room}`);
      }
    } else if (chance < 88) this.hear(tab);
    else if (chance < 92) this.freeze(tab);
    else if (chance < 96) {
      this.settle();
      this.told.push(`${tab} again`);
      this.log = this.log.filter((change) => change.kept || change.tab !== tab);
      this.unheard[tab] = [];
      this.tabs[tab] = this.work.open(this.processes.of(tab));
      this.look(tab);
    } else if (chance < 98) {
      this.told.push("a while later");
      this.settle();
      for (let i = 0; i < 11_000; i++) this.tick();
    } else {
      this.settle();
      this.told.push(`${tab} erases`);
      this.log = [];
      keeper.erase();
      this.settle();
      this.look(tab);
    }
  }

  /** The reader goes on to another page: what this one has not heard of yet, it will not hear. @param {number} tab */
  freeze(tab) {
    this.settle();
    this.told.push(`${tab} is left`);
    this.frozen[tab] = true;
    this.unheard[tab] = [];
  }

  /** Back: the page shows as it was, and is told that it does. @param {number} tab */
  thaw(tab) {
    this.processes.all(this.random);
    this.told.push(`back to ${tab}`);
    this.frozen[tab] = false;
    this.tabs[tab]?.refresh();
    this.look(tab);
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

  /** Between processes: let everybody hear, and write what is missing, until nobody has anything more to say. */
  settle() {
    if (!this.isApart) return this.processes.all(this.random);
    for (let turn = 0; turn < 100; turn++) {
      this.processes.all(this.random);
      if (this.unheard.every((keys) => keys.length === 0)) return;
      for (const tab of this.tabs.keys()) {
        this.writer = tab;
        while (this.unheard[tab]?.length) this.hear(tab);
      }
    }
    assert.fail("tabs write for ever");
  }

  /** What was kept is there, and a tab that has just read it shows it with what is its own. @param {number} tab */
  look(tab) {
    if (!this.isApart) this.processes.all(this.random);
    const keeper = /** @type {Keeper<any>} */ (this.tabs[tab]);
    const { shape } = keeper.kind;
    assert.ok(shape === undefined || fits(keeper.value, shape), `what is shown is a ${this.work.key}: ${JSON.stringify(keeper.value)}`);
    if (this.isApart) return;
    this.holds(this.stored, this.log.filter(({ kept }) => kept), "what is kept");
    this.holds(this.seen(keeper.value), this.log.filter((change) => change.kept || change.tab === tab), "what is shown");
    const waits = this.log.some((change) => change.tab === tab && !change.kept);
    if (!waits) same(keeper.trouble.storage, "ok", "nothing waits");
  }

  /** What nobody entered may be there or not. @param {any[][]} found @param {Change[]} changes @param {string} what */
  holds(found, changes, what) {
    const given = this.given(changes).map(([path, value], i) => {
      const there = found[i]?.[1];
      return [path, value === SUPPOSED ? there && SUPPOSED : value === STRAY ? there : value];
    });
    same(found, given, what);
  }

  /** Give room, bring all tabs back, and let every one hear all: they come to show the same, and it is kept. */
  rest() {
    this.shelf.room = Infinity;
    this.told.push("room for all");
    for (const tab of this.tabs.keys()) if (this.frozen[tab]) this.thaw(tab);
    this.settle();
    for (const round of [1, 2, 3]) {
      for (const tab of this.tabs.keys()) {
        this.writer = tab;
        this.tabs[tab]?.refresh();
        this.settle();
        if (round === 3) same(this.seen(this.tabs[tab]?.value), this.seen(this.tabs[0]?.value), "all tabs show the same");
        this.look(tab);
      }
    }
    this.holds(this.stored, this.log, "all is kept");
  }
}

/** Play one story of several tabs; throws where something is lost, with the seed and the story. @param {number} seed */
export function play(seed) {
  const { now } = Date;
  const { random } = Math;
  let time = 1_000_000;
  Date.now = () => ++time;
  Math.random = numbers(seed + 0.5);
  const tabs = new Tabs(seed, Date.now);
  try {
    for (let step = 0; step < 40; step++) tabs.step();
    tabs.rest();
  } catch (error) {
    throw new Error(`seed ${seed}: ${tabs.told.join("; ")}: ${error}`);
  } finally {
    Date.now = now;
    Math.random = random;
  }
}
