// Where a reader was: which place comes first, and what is said of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { whereIn } from "../../../src/capability/pieces/web/resume.js";

Object.assign(globalThis, { document: { documentElement: { lang: "en-GB" } } }); // days are told in the page's language

const DAY = "2026-11-27";
const asks = ["p.one", "p.two"];
const modules = ["01-a", "02-b", "03-c"].map((id) => ({ id, instrument: "organisation", asks }));
const questions = [...asks, "p.three", "p.four"].map((id) => ({ id }));
const forms = [
  { id: "organisation-pulse", instrument: "organisation", form: "pulse", asks: questions.slice(0, 2) },
  { id: "organisation-full", instrument: "organisation", form: "full", asks: questions },
  { id: "contract-full", instrument: "contract", form: "full", asks: [{ id: "c.one" }, { id: "c.two", notNation: "wales" }] },
];
const week = 7;
const routes = { guest: [{ module: "02-b", how: "read" }, { module: "01-a", how: "whole" }] };

/** @param {Record<string, any>} state @param {Record<string, Record<string, number>>} [times] */
const where = (state, times = {}) => whereIn({ modules, forms, routes, week }, state, times, DAY);

/** @param {string[]} names @param {object} [context] */
const answers = (names, context = {}) => ({ saved: "2026-11-03T10:00:00Z", context, answers: Object.fromEntries(names.map((name) => [name, { level: 1 }])) });

test("with nothing kept there is no place", () => {
  assert.deepEqual(where({}).order, []);
  assert.deepEqual(where({ kept: {}, quizzes: {}, exercises: {}, "response:organisation": answers([]) }).order, []);
});

test("a module is told by the step behind the last that is done, or by a later one that was begun", () => {
  const read = { kept: { read: { "01-a": DAY } } };
  assert.deepEqual(where(read).places.modules["01-a"], { step: 2, at: "do" });
  assert.deepEqual(where({ ...read, exercises: { "01-a": { own: true } } }).places.modules["01-a"], { step: 3, at: "where" });
  assert.deepEqual(where({ ...read, quizzes: { "01-a": { choices: { q: "a" } } } }).places.modules["01-a"], { step: 4, at: "check" });
  // Its quiz ends it; an answer alone, which another form may have asked for, begins none.
  assert.deepEqual(where({ ...read, quizzes: { "01-a": { best: 5 } } }).order, ["next/02-b"]);
  assert.deepEqual(where({ "response:organisation": answers(["p.one"]) }).order, ["form/organisation-pulse"]);
});

test("what was done last comes first, and of modules only that one", () => {
  const state = { kept: { read: { "01-a": DAY, "02-b": DAY } }, "response:contract": answers(["c.one"]) };
  const times = { kept: { '["read","01-a"]': 3, '["read","02-b"]': 1 }, "response:contract": { '["answers","c.one"]': 2 } };
  assert.deepEqual(where(state, times).order, ["module/01-a", "form/contract-full", "next/03-c"]);
  assert.deepEqual(where(state, { "response:contract": { '["answers","c.one"]': 2 } }).order[0], "form/contract-full");
});

test("a route says what is next, and a part for reading ends with reading", () => {
  assert.deepEqual(where({ kept: { route: "guest" } }).order, ["next/02-b"]);
  assert.deepEqual(where({ kept: { route: "guest", read: { "02-b": DAY } } }).order, ["next/01-a"]);
  assert.equal(where({ kept: { route: "guest" } }).places.next.on_route, true);
  assert.deepEqual(where({ kept: { route: "none of these" } }).order, []);
});

test("forms that share answers are told once, and what is not asked does not count", () => {
  assert.deepEqual(where({ "response:organisation": answers(asks) }).order, ["result/organisation-pulse"]);
  assert.deepEqual(where({ "response:organisation": answers([...asks, "p.three"]) }).order, ["form/organisation-full"]);
  assert.deepEqual(where({ "response:organisation": answers([...asks, "p.three", "p.four"]) }).order, ["result/organisation-full"]);
  assert.deepEqual(where({ "response:contract": answers(["c.one"], { nation: "wales" }) }).order, ["result/contract-full"]);
  assert.equal(where({ "response:contract": answers(["c.one"]) }).places.forms["contract-full"]?.day, "3 November 2026");
});

test("a form is gone on with only where it was begun: not where a module or a smaller form asked for the answers", () => {
  const inModule = { kept: { read: { "04-d": DAY } }, "response:organisation": answers(["p.three"]) };
  const course = { modules: [...modules, { id: "04-d", instrument: "organisation", asks: ["p.three"] }], forms, routes, week };
  assert.deepEqual(whereIn(course, inModule, {}, DAY).order, ["module/04-d", "next/01-a"]);
  assert.deepEqual(whereIn(course, { ...inModule, "response:organisation": answers([...asks, "p.three"]) }, {}, DAY).order, ["module/04-d", "next/01-a", "result/organisation-pulse"]);
  assert.deepEqual(whereIn(course, { ...inModule, "response:organisation": answers(["p.four"]) }, {}, DAY).order, ["form/organisation-full", "module/04-d", "next/01-a"]);
});

test("what is due comes before all else, and is named", () => {
  /** @param {string} due */
  const where = (due) => whereIn({ modules, forms, routes, week }, { kept: { read: { "01-a": DAY }, plan: { own: { "action.a": { title: "", step: "Call.", due } } } } }, {}, DAY);
  assert.deepEqual(where("2026-11-26").order, ["plan", "module/01-a", "next/02-b"]);
  assert.deepEqual(where(DAY).order[0], "plan");
  assert.deepEqual(where("2026-11-28").order, ["module/01-a", "next/02-b", "plan"]);
  assert.equal(where(DAY).places.plan.what, "Call.");
});

test("a plan counts what is late and says when the next is due", () => {
  /** @param {string[]} days */
  const plan = (...days) => where({ kept: { plan: { team: Object.fromEntries(days.map((due, i) => [`x.${i}`, due ? { due, title: `To do ${i}` } : {}])) } } }).places.plan;
  assert.deepEqual(plan("2026-12-06", "", "2026-11-26"), { actions: 3, late: 1, next: "later", days: 9, what: "To do 0", overdue: ["To do 2"], more: 0, undated: false });
  assert.deepEqual(plan("2026-11-28"), { actions: 1, late: 0, next: "tomorrow", days: 1, what: "To do 0", overdue: [], more: 0, undated: false });
  assert.deepEqual(plan(""), { actions: 1, late: 0, next: "", days: 0, what: "", overdue: [], more: 0, undated: true });
  const late = plan("2026-11-21", "2026-11-24", "2026-11-22", "2026-11-23", "2026-11-25");
  assert.deepEqual([late.late, late.overdue, late.more], [5, ["To do 0", "To do 2", "To do 3"], 2]);
  const done = { due: "2026-11-21", title: "Call", done: "2026-11-26" };
  assert.deepEqual(where({ kept: { plan: { team: { "x.0": done } } } }).order, []);
  assert.equal(plan(DAY).next, "today");
});

test("what moved since a start is offered once a week went by, or an end was kept", () => {
  /** @param {string} saved @param {object} [more] */
  const since = (saved, more = {}) => where({ kept: { start: { saved, answers: {} }, ...more } }).order;
  assert.deepEqual(since(DAY), []);
  assert.deepEqual(since("2026-11-21"), []);
  assert.deepEqual(since("2026-11-20"), ["start"]);
  assert.deepEqual(since("2026-11-20T23:59:00Z"), ["start"]);
  assert.deepEqual(since(DAY, { end: { saved: DAY, answers: {} } }), ["start"]);
  assert.deepEqual(since("no day"), []);
});
