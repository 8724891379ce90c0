// A reader's own plan, wherever a step stands that can be put in it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { today } from "../../../src/capability/pieces/web/files.js";
import { OWN, pressed, typed, withStep } from "../../../src/capability/pieces/web/planning.js";

/** @param {DOMStringMap} item @param {{planField?: string}} field @param {string} value @returns {any} what stands in an item of a page */
const inside = (item, field = {}, value = "") => ({ dataset: field, value, closest: () => ({ dataset: item }) });

const ITEM = { instrument: "organisation", id: "place.outcome-map", title: "Map", step: "Draw it." };
const STEP = { title: "Map", step: "Draw it.", day: today() };

test("a button puts a step in the plan, and pressed again takes it out; the rest of the record stays", () => {
  const record = { name: "A reader", plan: { team: { "a.b": STEP } } };
  const more = pressed(record, inside(ITEM));
  assert.deepEqual(more, { name: "A reader", plan: { team: { "a.b": STEP }, organisation: { "place.outcome-map": STEP } } });
  assert.deepEqual(pressed(more, inside(ITEM)), { ...record, plan: { ...record.plan, organisation: {} } });
  assert.deepEqual(pressed(null, inside(ITEM)).plan, { organisation: { "place.outcome-map": STEP } });
});

test("who and by when are kept with the step while it is there, and an empty word is none", () => {
  const record = pressed(undefined, inside(ITEM));
  const owned = typed(record, inside(ITEM, { planField: "owner" }, " Head of parks "));
  assert.deepEqual(owned?.plan?.organisation?.["place.outcome-map"], { ...STEP, owner: "Head of parks" });
  assert.deepEqual(typed(owned, inside(ITEM, { planField: "owner" }, " ")), record);
  const gone = withStep(record, "organisation", "place.outcome-map", null);
  assert.equal(typed(gone, inside(ITEM, { planField: "due" }, "2027-01-31")), gone);
});

test("an action of one's own stands beside the steps of instruments", () => {
  const record = withStep(pressed(null, inside(ITEM)), OWN, "action.a1", { ...STEP, title: "" });
  assert.deepEqual(Object.keys(record.plan ?? {}), ["organisation", "own"]);
});
