// What a slot's path and condition mean. Filling the form itself needs a browser: tests/site/ does that.

import assert from "node:assert/strict";
import { test } from "node:test";

import { at, holds } from "../../../src/capability/pieces/web/fill.js";

const DATA = {
  level: 0,
  at_most: 2,
  level_name: null,
  open: false,
  title: "Place",
  empty: "",
  dimensions: { "market-shaping": { level: 3 }, place: { must: [], among: [{ id: "place.spend-map" }] } },
  answers: { "place.outcome-map": { level: "unknown" } },
};

const PATHS = /** @type {[string, unknown][]} */ ([
  ["level", 0],
  ["title", "Place"],
  ["dimensions/market-shaping/level", 3],
  ["answers/place.outcome-map/level", "unknown"],
  ["dimensions/place/among/0/id", "place.spend-map"],
  [".", DATA],
  ["gone", null],
  ["gone/further", null],
  ["level/further", null],
  ["title/length", null],
  ["level_name", null],
  ["dimensions/place/among/1", null],
  ["constructor", null],
  ["__proto__/polluted", null],
]);

for (const [path, value] of PATHS) {
  test(`the path ${path} leads to ${value === DATA ? "all" : JSON.stringify(value)}`, () => {
    assert.deepEqual(at(DATA, path), value);
  });
}

test("a path into nothing is nothing", () => {
  for (const nothing of [null, undefined, 7, "text"]) assert.equal(at(nothing, "a/b"), null);
});

const CONDITIONS = /** @type {[string, boolean][]} */ ([
  ["title", true],
  ["at_most", true],
  ["level", false],
  ["level=0", true],
  ["level=1", false],
  ["!level=1", true],
  ["level_name", false],
  ["!level_name", true],
  ["open", false],
  ["open=false", true],
  ["empty", false],
  ["gone", false],
  ["!gone", true],
  ["gone=null", true],
  ["dimensions/place/must", false],
  ["!dimensions/place/must", true],
  ["dimensions/place/among", true],
  ["dimensions/place/must/0", false],
  ["answers/place.outcome-map/level=unknown", true],
]);

for (const [condition, shown] of CONDITIONS) {
  test(`${condition} is ${shown ? "shown" : "hidden"}`, () => {
    assert.equal(holds(DATA, condition), shown);
  });
}
