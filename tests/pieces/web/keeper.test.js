// What anything that is kept goes through: two tabs, a damaged text, a full disk, a browser that keeps nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Keeper } from "../../../src/capability/pieces/web/keeper.js";
import { KINDS } from "../../../src/capability/pieces/web/kinds.js";
import { Shelf } from "./shelf.js";
import { play } from "./tabs.js";

const KEY = "capability:/kit/:quiz";

/** @param {Shelf} shelf @returns {Keeper<any>} */
const open = (shelf) => new Keeper("/kit/", "quiz", {}, () => shelf);

/** The same, where it is a quiz that is kept. @param {Shelf} shelf @returns {Keeper<any>} */
const openQuiz = (shelf) => new Keeper("/kit/", "quiz", {}, () => shelf, KINDS.quiz);

/** @param {Shelf} shelf */
const kept = (shelf) => JSON.parse(shelf.getItem(KEY) ?? "null");

test("what is kept is there at the next visit, and two tabs add up", () => {
  const shelf = new Shelf();
  const [first, second] = [open(shelf), open(shelf)];
  assert.equal(first.isBegun, false);
  first.merge({}, { one: { best: 1 } });
  second.merge({}, { two: { best: 2 } });
  assert.deepEqual(kept(shelf), { one: { best: 1 }, two: { best: 2 } });
  const later = open(shelf);
  assert.deepEqual([later.value, later.isBegun, later.trouble.storage], [kept(shelf), true, "ok"]);
});

test("a change is told once, and another tab's when it is refreshed", () => {
  const shelf = new Shelf();
  const [here, there] = [open(shelf), open(shelf)];
  let told = 0;
  here.addEventListener("change", () => told++);
  here.merge({}, { one: 1 });
  assert.equal(told, 1);
  there.merge({}, { two: 2 });
  here.refresh();
  assert.deepEqual([told, here.value], [2, { one: 1, two: 2 }]);
});

for (const text of ["{", "[]", "null", '"text"', `{"a": ${"[".repeat(20_000)}${"]".repeat(20_000)}}`, '{"a": {"tries": "x"}}', '{"a": {"choices": {"b": "\\ud800"}}}']) {
  test(`what cannot be read is set aside and not thrown away: ${text.slice(0, 12)}`, () => {
    const shelf = new Shelf({ [KEY]: text });
    const keeper = openQuiz(shelf);
    assert.deepEqual([keeper.value, keeper.trouble.damaged], [{}, text]);
    keeper.merge({}, { one: { best: 1 } });
    assert.deepEqual(kept(shelf), { one: { best: 1 } });
    assert.equal(openQuiz(shelf).trouble.damaged, text); // until the reader has it in a file
    keeper.rescued();
    assert.deepEqual([keeper.trouble.damaged, openQuiz(shelf).trouble.damaged], [null, null]);
    assert.deepEqual(kept(shelf), { one: { best: 1 } });
  });
}

test("what Python can make nothing of is set aside in the same way, with what there was no room for", () => {
  const shelf = new Shelf({ [KEY]: '{"one":{"best":-1}}' });
  const keeper = open(shelf);
  const asked = keeper.value;
  keeper.merge(asked, { ...asked, two: { best: 2 } });
  keeper.refuse(asked);
  assert.deepEqual([keeper.trouble.damaged, keeper.value], [null, { one: { best: -1 }, two: { best: 2 } }], "it has changed, and is asked again");
  const text = shelf.getItem(KEY);
  keeper.refuse(keeper.value);
  assert.deepEqual([keeper.trouble.damaged, keeper.value], [text, {}]);
  keeper.refresh();
  keeper.merge({}, { three: { best: 3 } });
  assert.deepEqual([kept(shelf), open(shelf).trouble.damaged], [{ three: { best: 3 } }, text]);
  shelf.room = 160;
  keeper.merge(keeper.value, { three: { best: "x".repeat(100) } });
  assert.equal(keeper.trouble.storage, "full");
  shelf.room = Infinity;
  keeper.refuse(keeper.value);
  assert.ok(keeper.trouble.damaged?.endsWith(`\n{"three":{"best":"${"x".repeat(100)}"}}`));
  assert.deepEqual([keeper.value, kept(shelf)], [{ three: { best: 3 } }, { three: { best: 3 } }]);
});

test("what somebody cleared by hand does not come back from a tab that wrote it", () => {
  const shelf = new Shelf();
  const keeper = open(shelf);
  keeper.merge({}, { one: 1 });
  shelf.kept.clear();
  keeper.refresh();
  assert.deepEqual([keeper.value, shelf.length], [{}, 0]);
});

test("what another tab wrote over, from what it had read before, is written again; once it was seen after ten seconds, no more", (t) => {
  const shelf = new Shelf();
  let now = 1_000_000;
  t.mock.method(Date, "now", () => now);
  for (const [wait, found] of /** @type {[number, object][]} */ ([[9000, { one: 1, two: 2 }], [11_000, { one: 1 }]])) {
    shelf.kept.clear();
    const keeper = open(shelf);
    keeper.merge({}, { one: 1 });
    const before = new Map(shelf.kept);
    keeper.merge({ one: 1 }, { one: 1, two: 2 });
    now += wait;
    keeper.refresh();
    shelf.kept = before;
    now += 60_000;
    keeper.refresh();
    assert.deepEqual([kept(shelf), keeper.value], [found, found]);
  }
});

test("a second damaged text is put behind the first", () => {
  const shelf = new Shelf({ [KEY]: "{first" });
  open(shelf);
  shelf.setItem(KEY, "{second");
  assert.equal(open(shelf).trouble.damaged, "{first\n{second");
});

test("with no room to set the damaged text aside nothing is written over it", () => {
  const shelf = new Shelf({ [KEY]: "{damaged" }, 10);
  const keeper = open(shelf);
  assert.deepEqual([keeper.trouble.storage, keeper.untouched], ["full", true]);
  keeper.merge({}, { one: 1 });
  assert.equal(shelf.getItem(KEY), "{damaged");
  assert.deepEqual(keeper.value, { one: 1 }); // what is on the screen stays there
});

test("on a full disk the last change stays on the screen, and the trouble is told until there is room", () => {
  const shelf = new Shelf({}, 60);
  const keeper = open(shelf);
  const long = { note: "x".repeat(60) };
  keeper.merge({}, long);
  assert.deepEqual([keeper.trouble.storage, keeper.value], ["full", long]);
  keeper.refresh();
  assert.deepEqual(keeper.value, long);
  keeper.merge(long, { note: "short" });
  assert.deepEqual([keeper.trouble.storage, kept(shelf)], ["ok", { note: "short" }]);
});

test("a browser that refuses its storage is told, and the page works", () => {
  const keeper = new Keeper("/kit/", "quiz", {}, () => {
    throw new Error("SecurityError");
  });
  assert.equal(keeper.trouble.storage, "refused");
  keeper.merge({}, /** @type {any} */ ({ one: 1 }));
  assert.deepEqual(keeper.value, { one: 1 });
  keeper.refresh();
  keeper.erase();
  assert.deepEqual(keeper.value, {});
});

test("erasing takes all that this site keeps but for a mark that tells nothing, and nothing of another", () => {
  const others = { "capability:/other/:quiz": "{}", theme: "dark" };
  const shelf = new Shelf({ ...others, [KEY]: '{"one": 1}', [`${KEY}:damaged`]: "{", "capability:/kit/:learning": "{}" });
  const keeper = open(shelf);
  keeper.erase();
  const { "capability:/kit/:erased": mark = "", ...rest } = Object.fromEntries(shelf.kept);
  assert.deepEqual(rest, others);
  assert.match(mark, /^[0-9a-f]{32}$/);
  assert.deepEqual([keeper.value, keeper.trouble.damaged, keeper.isBegun], [{}, null, false]);
});

test("what one tab could not write is never written over what another one kept", () => {
  const shelf = new Shelf({}, 200);
  const [first, second] = [open(shelf), open(shelf)];
  first.merge({}, { long: "x".repeat(200) });
  assert.equal(first.trouble.storage, "full");
  second.merge({}, { one: 1, two: 2 });
  assert.deepEqual([second.trouble.storage, kept(shelf)], ["ok", { one: 1, two: 2 }]);
  first.refresh();
  assert.deepEqual(Object.keys(first.value), ["one", "two", "long"], "it shows both");
  first.merge(first.value, { ...first.value, long: "short" });
  assert.deepEqual([first.trouble.storage, kept(shelf)], ["ok", { one: 1, two: 2, long: "short" }]);
});

test("what waits is written when there is room, unless another tab changed the same since", (t) => {
  let now = 0;
  t.mock.method(Date, "now", () => ++now);
  const shelf = new Shelf({}, 150);
  const [first, second] = [open(shelf), open(shelf)];
  first.merge({}, { same: "early", own: "x".repeat(200) });
  second.merge({}, { same: "late" });
  shelf.room = Infinity;
  first.refresh();
  assert.deepEqual(kept(shelf), { same: "late", own: "x".repeat(200) });
  assert.equal(first.trouble.storage, "ok");
});

test("what a form only showed takes nothing from what another tab has there", () => {
  const shelf = new Shelf();
  const example = { chapter: { inputs: { own: "an example", other: "an example" } } };
  const [first, second] = [open(shelf), open(shelf)];
  const [before, there] = [first.suppose({}, example), second.suppose({}, example)];
  assert.deepEqual([before, there, shelf.length], [example, example, 0]);
  first.merge(before, { chapter: { inputs: { ...example.chapter.inputs, own: "typed here" } } });
  assert.deepEqual(kept(shelf), { chapter: { inputs: { own: "typed here", other: "an example" } } });
  second.merge(there, { chapter: { inputs: { ...example.chapter.inputs, other: "typed there" } } });
  assert.deepEqual(kept(shelf), { chapter: { inputs: { own: "typed here", other: "typed there" } } });
});

test("what waits in one tab does not come back after another tab erased all", () => {
  const shelf = new Shelf({}, 20);
  const [first, second] = [open(shelf), open(shelf)];
  first.merge({}, { one: 1 });
  assert.equal(first.trouble.storage, "full");
  shelf.room = Infinity;
  second.erase();
  first.refresh();
  assert.deepEqual([first.value, first.trouble.storage, kept(shelf)], [{}, "ok", null]);
  // Nor does a damaged text that there was no room to set aside.
  shelf.setItem(KEY, "{damaged");
  shelf.room = 40;
  first.refresh();
  assert.deepEqual([first.trouble.damaged, first.untouched], ["{damaged", true]);
  second.erase();
  first.refresh();
  assert.deepEqual([first.trouble.damaged, first.untouched, first.trouble.storage], [null, false, "ok"]);
});

test("a change made while another one of the same moment is kept comes after it, also where the clock was put back", (t) => {
  const shelf = new Shelf();
  const [first, second] = [open(shelf), open(shelf)];
  t.mock.method(Date, "now", () => 1000);
  first.merge({}, { one: "first" });
  second.merge({}, { one: "second" });
  assert.deepEqual(kept(shelf), { one: "second" });
  t.mock.method(Date, "now", () => 10);
  first.merge({ one: "second" }, { one: "third" });
  assert.deepEqual(kept(shelf), { one: "third" });
});

test("of two tabs that change one entry in the same moment, unheard of each other, one holds, and both come to rest", (t) => {
  t.mock.method(Date, "now", () => 1000);
  const shelf = new Shelf();
  const [first, second] = [open(shelf), open(shelf)];
  first.merge({}, { one: "first" });
  const before = new Map(shelf.kept);
  shelf.kept.clear();
  second.kept = second.shown = { value: {}, times: {} };
  second.merge({}, { one: "second" });
  for (const [key, text] of before) shelf.setItem(key, text);
  for (const tab of [second, first, second]) tab.refresh();
  const { setItem } = shelf;
  shelf.setItem = () => assert.fail("nothing is left to be written");
  for (const tab of [first, second]) tab.refresh();
  shelf.setItem = setItem;
  assert.deepEqual([first.value, second.value], [kept(shelf), kept(shelf)]);
});

test("with no room for the times nothing is written, and times that cannot be read are as good as none", () => {
  const shelf = new Shelf({}, 20);
  const keeper = open(shelf);
  keeper.merge({}, { one: 1 });
  assert.deepEqual([keeper.trouble.storage, keeper.value, shelf.length], ["full", { one: 1 }, 0]);
  shelf.room = Infinity;
  for (const times of ["{", "null", "[]", '{"[\\"one\\"]": 1e308}', '{"[\\"one\\"]": "late"}']) {
    shelf.setItem(`${KEY}:times`, times);
    const before = keeper.value;
    keeper.merge(before, { one: before.one + 1 });
    assert.deepEqual([keeper.trouble.storage, kept(shelf).one], ["ok", before.one + 1], times);
  }
});

test("a tab hears of what it shows, and of room for what waits, but not of another's tries", () => {
  const shelf = new Shelf({}, 30);
  const keeper = open(shelf);
  const keys = [null, KEY, "capability:/kit/:erased", "theme", `${KEY}:times`];
  assert.deepEqual(keys.map((key) => keeper.hears(key)), [true, true, true, false, false]);
  keeper.merge({}, { one: "x".repeat(30) });
  assert.deepEqual(keys.map((key) => keeper.hears(key)), [true, true, true, true, false]);
});

test("a damaged text that is in a file gives way even where it takes all the room, and what was mended meanwhile stays", () => {
  const shelf = new Shelf({ [KEY]: "{damaged".padEnd(200, "x") }, 200);
  const [keeper, other] = [open(shelf), open(shelf)];
  keeper.merge({}, { one: 1 });
  keeper.rescued();
  assert.deepEqual([kept(shelf), keeper.trouble], [{ one: 1 }, { ...keeper.trouble, storage: "ok", damaged: null }]);
  other.rescued();
  assert.deepEqual(kept(shelf), { one: 1 });
});

test("in whatever order tabs change, hear, are left and come back, are refused and erase, nothing that was kept is lost", () => {
  for (let seed = 0; seed < 300; seed++) play(seed);
});
