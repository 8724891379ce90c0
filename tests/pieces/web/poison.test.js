// A store that another page of the host, or a fault, wrote into: nothing stops a form, and nothing is thrown away.

import assert from "node:assert/strict";
import { test } from "node:test";

import { AnswerKeeper } from "../../../src/capability/pieces/web/answers.js";
import { fits } from "../../../src/capability/pieces/web/fits.js";
import { Keeper } from "../../../src/capability/pieces/web/keeper.js";
import { KINDS } from "../../../src/capability/pieces/web/kinds.js";
import { PlanKeeper } from "../../../src/capability/pieces/web/plans.js";
import { SOUND, poison } from "./poison.js";
import { Shelf } from "./shelf.js";

/** As the page's host does. @param {string} kind @param {Shelf} shelf @returns {Keeper<any>} */
function open(kind, shelf) {
  if (kind === "response") return new AnswerKeeper("/kit/", "organisation", "1.0.0", () => shelf);
  if (kind === "workbench") return new PlanKeeper("/kit/", () => shelf);
  return new Keeper("/kit/", kind, {}, () => shelf, KINDS[kind]);
}

/** Whether all of one value stands in another. @param {any} whole @param {any} part @returns {boolean} */
function contains(whole, part) {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return JSON.stringify(whole) === JSON.stringify(part);
  return Object.entries(part).every(([name, inner]) => contains(whole?.[name], inner));
}

test("every kind that is kept is tried", () => {
  assert.deepEqual(Object.keys(SOUND), Object.keys(KINDS));
});

for (const [kind, { name, value }] of Object.entries(SOUND)) {
  const key = `capability:/kit/:${name}`;
  const { shape = {} } = KINDS[kind] ?? {};

  test(`a sound value is shown as it is, and its changes are kept: ${kind}`, () => {
    const shelf = new Shelf({ [key]: JSON.stringify(value) });
    const keeper = open(kind, shelf);
    assert.deepEqual([keeper.value, keeper.trouble.damaged], [value, null]);
    keeper.merge(keeper.blank, value);
    assert.deepEqual(open(kind, shelf).value, value);
  });

  test(`of whatever else stands there, a form sees what it can show, and the rest is set aside whole: ${kind}`, () => {
    const texts = poison(kind);
    assert.ok(texts.length > 100, `${texts.length}`);
    for (const text of texts) {
      const shelf = new Shelf({ [key]: text });
      const keeper = open(kind, shelf);
      const isSetAside = keeper.trouble.damaged === text;
      if (isSetAside) assert.deepEqual(keeper.value, keeper.blank, text);
      else assert.ok(keeper.trouble.damaged === null && fits(JSON.parse(text), shape) && fits(keeper.value, shape), text);
      keeper.merge(keeper.blank, value);
      const later = open(kind, shelf);
      assert.ok(fits(later.value, shape), text);
      assert.equal(later.trouble.damaged, isSetAside ? text : null, text);
      assert.ok(contains(later.value, kind === "response" ? { ...value, id: later.value.id } : value), text); // a response keeps the id that it has
      if (!isSetAside) continue;
      assert.deepEqual(later.value, value, text);
      later.rescued();
      assert.deepEqual([later.value, open(kind, shelf).value, later.trouble.damaged], [value, value, null], text);
    }
  });

  test(`damaged times are as good as none: ${kind}`, () => {
    for (const times of [...poison("learning"), `{"[\\"${Object.keys(value)[0]}\\"]":9007199254740991}`]) {
      const shelf = new Shelf({ [key]: JSON.stringify(value), [`${key}:times`]: times });
      const keeper = open(kind, shelf);
      const { [/** @type {string} */ (Object.keys(value).at(-1))]: _, ...less } = value;
      keeper.merge(value, less);
      assert.deepEqual([open(kind, shelf).value, keeper.trouble.storage], [less, "ok"], times);
    }
  });
}
