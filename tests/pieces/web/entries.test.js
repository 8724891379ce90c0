// Which entries a change touches, and what comes of changes in whatever order they are written.

import assert from "node:assert/strict";
import { test } from "node:test";

import { changed, differences } from "../../../src/capability/pieces/web/entries.js";

/** @param {any} before @param {any} after @param {Record<string, number>} [depths] */
const paths = (before, after, depths) => [...differences(before, after, depths)].map(([path, value]) => [path.join("/"), value]);

/** @param {any} value @param {Record<string, number>} times @param {[number, string, unknown][]} changes */
function written(value, times, ...changes) {
  const start = { value, times: Object.fromEntries(Object.entries(times).map(([path, at]) => [JSON.stringify(path.split("/")), at])) };
  return changes.reduce((kept, [at, path, to]) => changed(kept, { path: path.split("/"), value: to, at }), start).value;
}

test("only the entries that differ are changes", () => {
  assert.deepEqual(paths({ a: 1, b: 2 }, { a: 3, b: 2 }), [["a", 3]]);
  assert.deepEqual(paths({ a: 1, b: 2 }, { b: 2 }), [["a", undefined]]);
  assert.deepEqual(paths({ a: { x: { y: 1 } } }, { a: { x: { y: 1, z: [1] } } }), [["a/x/z", [1]]]);
  assert.deepEqual(paths({ a: { x: 1, y: 2 } }, {}), [["a", undefined]]);
});

test("an object that was not there comes entry by entry, and one that is emptied stays", () => {
  assert.deepEqual(paths({}, { a: { x: 1 } }), [["a", {}], ["a/x", 1]]);
  assert.deepEqual(paths({ a: { x: 1 } }, { a: {} }), [["a/x", undefined]]);
  assert.deepEqual(paths({ a: null }, { a: {} }), [["a", {}]]);
});

test("how deep entries lie is four names, or as it is said", () => {
  assert.deepEqual(paths({}, { a: { b: { c: { d: { e: 1 } } } } }).at(-1), ["a/b/c/d", { e: 1 }]);
  assert.deepEqual(paths({ a: { b: 1 }, c: { d: 1 } }, { a: { b: 2 }, c: { d: 2 } }, { a: 1 }), [["a", { b: 2 }], ["c/d", 2]]);
});

test("what has another id takes the place of what was there", () => {
  const [old, fresh] = [{ id: "1", talks: { a: 1 } }, { id: "2", talks: {} }];
  assert.deepEqual(paths({ table: old }, { table: { ...old, talks: { a: 2 } } }), [["table/talks/a", 2]]);
  assert.deepEqual(paths({ table: old }, { table: fresh }).slice(0, 2), [["table", undefined], ["table", {}]]);
  assert.deepEqual(paths({ ties: { id: 1 } }, { ties: { id: 2 } }), [["ties/id", 2]], "an actor may be called so");
});

test("the later of two changes holds, in whatever order they are written", () => {
  assert.deepEqual(written({}, {}, [1, "a", "early"], [2, "a", "late"]), { a: "late" });
  assert.deepEqual(written({}, {}, [2, "a", "late"], [1, "a", "early"]), { a: "late" });
  assert.deepEqual(written({ a: 1 }, {}, [2, "a", undefined], [1, "a", "early"]), {});
});

test("a change whose time is kept and its entry not was written over, and is written again", () => {
  assert.deepEqual(written({}, { a: 1 }, [1, "a", "lost"]), { a: "lost" });
  assert.deepEqual(written({ a: { x: 1 } }, { a: 2, "a/y": 1 }, [2, "a", undefined]), {});
  const kept = { value: { a: { x: 1, y: 2 } }, times: { '["a"]': 1, '["a","x"]': 2 } };
  const changes = [{ path: ["a"], value: undefined, at: 0 }, { path: ["a", "x"], value: 1, at: 2 }, { path: ["a", "z"], value: 3, at: 1 }];
  for (const change of changes) assert.equal(changed(kept, change), kept, "the very same where nothing is to be done");
  // A new table, with no talks yet, in the place of one that was taken away.
  const table = { value: { a: { id: "2", talks: {} } }, times: { '["a"]': 1, '["a","id"]': 2 } };
  assert.equal(changed(table, { path: ["a"], value: undefined, at: 1 }), table);
});

test("taking away an object takes what was put into it before, and no more", () => {
  /** @type {[number, string, unknown][]} */
  const changes = [[2, "a", undefined], [1, "a/x", "before"], [3, "a/y", "after"]];
  for (const [i, j, k] of [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]) {
    const order = [i, j, k].map((at) => /** @type {typeof changes[0]} */ (changes[at ?? 0]));
    assert.deepEqual(written({ a: { old: 1 } }, {}, ...order), { a: { y: "after" } });
  }
});

test("writing a change changes nothing that it is given, and no name leads out of the data", () => {
  const kept = { value: { a: { x: 1 } }, times: {} };
  const { value } = changed(kept, { path: ["a", "__proto__"], value: 2, at: 1 });
  assert.deepEqual(kept, { value: { a: { x: 1 } }, times: {} });
  assert.equal(JSON.stringify(value), '{"a":{"x":1,"__proto__":2}}');
  assert.equal(Object.getPrototypeOf(value.a), Object.prototype);
});
