// What anything that is kept goes through: two tabs, a damaged text, a full disk, a browser that keeps nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Keeper, isShallow, over } from "../../../src/capability/pieces/web/keeper.js";
import { Shelf } from "./shelf.js";

const KEY = "capability:/kit/:quiz";

/** @param {Shelf} shelf @returns {Keeper<any>} */
const open = (shelf) => new Keeper("/kit/", "quiz", {}, () => shelf);

/** @param {Shelf} shelf */
const kept = (shelf) => JSON.parse(shelf.getItem(KEY) ?? "null");

test("only what changed is written over what is kept, entry by entry", () => {
  assert.deepEqual(over({ a: 1, b: 2 }, { a: 1 }, { a: 3 }), { a: 3, b: 2 });
  assert.deepEqual(over({ a: 1, b: 2 }, { a: 1, b: 2 }, { a: 1 }), { a: 1 });
  assert.deepEqual(over({ a: 9 }, { a: 1 }, { a: 1 }), { a: 9 }); // somebody else's change stays
  assert.deepEqual(over({ a: { x: 1 } }, { a: { x: 1 } }, { a: { x: 1 } }), { a: { x: 1 } });
  assert.deepEqual(over(undefined, undefined, { a: 1 }), { a: 1 });
});

test("a value is shallow as long as its objects and lists stand no deeper than they may", () => {
  assert.ok(isShallow("text", 0));
  assert.ok(isShallow({ a: [1, { b: null }] }, 3));
  assert.ok(!isShallow({ a: [1, { b: null }] }, 2));
  assert.ok(!isShallow(JSON.parse("[".repeat(5000) + "]".repeat(5000)), 8));
});

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

for (const text of ["{", "[]", "null", '"text"', `{"a": ${"[".repeat(20)}${"]".repeat(20)}}`]) {
  test(`what cannot be read is set aside and not thrown away: ${text.slice(0, 12)}`, () => {
    const shelf = new Shelf({ [KEY]: text });
    const keeper = open(shelf);
    assert.deepEqual([keeper.value, keeper.trouble.damaged], [{}, text]);
    keeper.merge({}, { one: 1 });
    assert.deepEqual(kept(shelf), { one: 1 });
    assert.equal(open(shelf).trouble.damaged, text); // until the reader has it in a file
    keeper.rescued();
    assert.deepEqual([keeper.trouble.damaged, open(shelf).trouble.damaged], [null, null]);
    assert.deepEqual(kept(shelf), { one: 1 });
  });
}

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
  const shelf = new Shelf({}, 20);
  const keeper = open(shelf);
  const long = { note: "x".repeat(40) };
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

test("erasing takes all that this site keeps, and nothing of another", () => {
  const others = { "capability:/other/:quiz": "{}", theme: "dark" };
  const shelf = new Shelf({ ...others, [KEY]: '{"one": 1}', [`${KEY}:damaged`]: "{", "capability:/kit/:learning": "{}" });
  const keeper = open(shelf);
  keeper.erase();
  assert.deepEqual(Object.fromEntries(shelf.kept), others);
  assert.deepEqual([keeper.value, keeper.trouble.damaged, keeper.isBegun], [{}, null, false]);
});
