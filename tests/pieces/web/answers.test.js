// What a reader's answers go through between two visits, two tabs, a full disk and a browser that keeps nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { AnswerKeeper } from "../../../src/capability/pieces/web/answers.js";
import { Shelf } from "./shelf.js";

/** @typedef {import("../../../src/capability/pieces/web/assessment.js").Response} Response */

const SITE = "/kit/";
const KEY = "capability:/kit/:response:organisation:1";

/** @param {Response["answers"]} answers @param {Partial<Response>} more @returns {Response} */
function response(answers = {}, more = {}) {
  return { format: "capability-response/1", instrument: "organisation", version: "1.0.0", answers, ...more };
}

/** @param {Shelf} shelf */
function open(shelf, { instrument = "organisation", version = "1.0.0", site = SITE } = {}) {
  return new AnswerKeeper(site, instrument, version, () => shelf);
}

/** As a view does it: change one answer of what it shows.
 *  @param {AnswerKeeper} store @param {string} practice @param {number | string | undefined} level */
function answer(store, practice, level) {
  const before = store.response;
  const answers = { ...before.answers };
  if (level === undefined) delete answers[practice];
  else answers[practice] = { level };
  store.merge(before, { ...before, answers });
}

/** @param {Shelf} shelf */
const kept = (shelf, key = KEY) => JSON.parse(shelf.getItem(key) ?? "null");

test("a first visit starts blank and writes nothing", () => {
  const shelf = new Shelf();
  const store = open(shelf);
  assert.deepEqual(store.response, response());
  assert.deepEqual(store.trouble, { storage: "ok", damaged: null, other_version: null, other_file: null });
  assert.equal(shelf.length, 0);
});

test("an answer is kept for the next visit", () => {
  const shelf = new Shelf();
  answer(open(shelf), "place.outcome-map", 2);
  assert.deepEqual(open(shelf).response.answers, { "place.outcome-map": { level: 2 } });
});

test("a change is announced", () => {
  const store = open(new Shelf());
  let count = 0;
  store.addEventListener("change", () => count++);
  answer(store, "place.outcome-map", 2);
  store.refresh();
  store.erase();
  assert.equal(count, 3);
});

test("answers kept under an older wording belong to the wording of today", () => {
  const shelf = new Shelf({ [KEY]: JSON.stringify(response({ "a.b": { level: 1 } }, { version: "1.0.0" })) });
  assert.equal(open(shelf, { version: "1.4.2" }).response.version, "1.4.2");
});

test("two sites on one host, and two instruments on one site, do not mix", () => {
  const shelf = new Shelf();
  answer(open(shelf), "a.b", 1);
  assert.deepEqual(open(shelf, { site: "/other/" }).response.answers, {});
  assert.deepEqual(open(shelf, { instrument: "supplier" }).response.answers, {});
});

test("two tabs add up", () => {
  const shelf = new Shelf();
  const [one, two] = [open(shelf), open(shelf)];
  answer(one, "a.a", 1);
  answer(two, "a.b", 2);
  assert.deepEqual(kept(shelf).answers, { "a.a": { level: 1 }, "a.b": { level: 2 } });
  assert.deepEqual(two.response.answers, { "a.a": { level: 1 }, "a.b": { level: 2 } });
  one.refresh();
  assert.deepEqual(one.response.answers, two.response.answers);
});

test("of two tabs that answer the same question, the later one holds", () => {
  const shelf = new Shelf();
  const [one, two] = [open(shelf), open(shelf)];
  answer(one, "a.a", 1);
  answer(two, "a.a", 3);
  assert.deepEqual(kept(shelf).answers, { "a.a": { level: 3 } });
});

test("an answer that one tab cleared stays cleared when another tab writes", () => {
  const shelf = new Shelf({ [KEY]: JSON.stringify(response({ "a.a": { level: 1 } })) });
  const [one, two] = [open(shelf), open(shelf)];
  answer(one, "a.a", undefined);
  answer(two, "a.b", 2);
  assert.deepEqual(kept(shelf).answers, { "a.b": { level: 2 } });
});

const DAMAGED = {
  "a cut text": '{"format": "capability-re',
  "no text": "",
  "a list": "[]",
  "null": "null",
  "another format": JSON.stringify(response({}, { format: "x" })),
  "another instrument's answers": JSON.stringify(response({}, { instrument: "supplier" })),
  "no answers": JSON.stringify({ ...response(), answers: undefined }),
  "answers in a list": JSON.stringify({ ...response(), answers: [] }),
  "an answer that is none": JSON.stringify({ ...response(), answers: { "a.b": 3 } }),
  "an answer without a level": JSON.stringify({ ...response(), answers: { "a.b": {} } }),
  "a level that is an object": JSON.stringify({ ...response(), answers: { "a.b": { level: { toString: 0 } } } }),
  "a note that is an object": JSON.stringify({ ...response(), answers: { "a.b": { level: 1, note: { toString: 0 } } } }),
};

for (const [name, text] of Object.entries(DAMAGED)) {
  test(`a damaged text is set aside, and the form starts blank: ${name}`, () => {
    const shelf = new Shelf({ [KEY]: text });
    const store = open(shelf);
    assert.deepEqual(store.response, response());
    assert.equal(store.trouble.damaged, text);
    answer(store, "a.b", 1);
    assert.deepEqual(kept(shelf).answers, { "a.b": { level: 1 } });
    assert.equal(open(shelf).trouble.damaged, text, "still there to be saved on the next visit");
  });
}

test("what is damaged while the form is open costs none of the form's answers", () => {
  const shelf = new Shelf();
  const store = open(shelf);
  answer(store, "a.a", 1);
  shelf.setItem(KEY, "damaged by something else");
  answer(store, "a.b", 2);
  assert.equal(store.trouble.damaged, "damaged by something else");
  assert.deepEqual(kept(shelf).answers, { "a.a": { level: 1 }, "a.b": { level: 2 } });
});

test("a second damage does not push out the first", () => {
  const shelf = new Shelf({ [KEY]: "first damage" });
  const store = new AnswerKeeper(SITE, "organisation", "1.0.0", () => shelf);
  shelf.setItem(KEY, "second damage");
  store.refresh();
  assert.equal(shelf.getItem(`${KEY}:damaged`), "first damage\nsecond damage");
});

test("a damaged text that cannot be copied is not written over until it is in a file", () => {
  const shelf = new Shelf({ [KEY]: "x".repeat(900) }, 1000);
  const store = new AnswerKeeper(SITE, "organisation", "1.0.0", () => shelf);
  store.merge(response(), response({ "a.one": { level: 2 } }));
  assert.equal(shelf.getItem(KEY), "x".repeat(900));
  assert.deepEqual(store.response.answers, { "a.one": { level: 2 } });
  store.rescued();
  assert.deepEqual(JSON.parse(shelf.getItem(KEY) ?? "").answers, { "a.one": { level: 2 } });
});

test("answers to another major version are named, kept and left alone", () => {
  const old = JSON.stringify(response({ "a.b": { level: 1 } }, { version: "1.3.0" }));
  const shelf = new Shelf({ [KEY]: old });
  const store = open(shelf, { version: "2.0.0" });
  assert.deepEqual(store.response.answers, {});
  assert.equal(store.trouble.other_version, "1.3.0");
  assert.equal(store.trouble.other_file, old);
  answer(store, "a.b", 4);
  assert.equal(shelf.getItem(KEY), old);
});

test("a version that cannot be read is still named", () => {
  const shelf = new Shelf({ "capability:/kit/:response:organisation:7": "damaged" });
  const { trouble } = open(shelf);
  assert.deepEqual([trouble.other_version, trouble.other_file], ["7", "damaged"]);
});

test("a full storage is told, and the answers stay while the page is open", () => {
  const shelf = new Shelf({}, 200);
  const store = open(shelf);
  answer(store, "a.a", 1);
  assert.equal(store.trouble.storage, "ok");
  for (const name of ["a.b", "a.c", "a.d"]) answer(store, name, 2);
  assert.equal(store.trouble.storage, "full");
  assert.deepEqual(Object.keys(store.response.answers), ["a.a", "a.b", "a.c", "a.d"]);
  shelf.room = Infinity;
  answer(store, "a.e", 3);
  assert.equal(store.trouble.storage, "ok");
  assert.deepEqual(Object.keys(kept(shelf).answers), ["a.a", "a.b", "a.c", "a.d", "a.e"]);
});

const REFUSED = {
  "it cannot be had": () => {
    throw new Error("SecurityError");
  },
  "it cannot be read": () =>
    /** @type {any} */ ({
      getItem() {
        throw new Error("SecurityError");
      },
    }),
};

for (const [name, shelf] of Object.entries(REFUSED)) {
  test(`a storage that is refused is told, and the answers stay while the page is open: ${name}`, () => {
    const store = new AnswerKeeper(SITE, "organisation", "1.0.0", shelf);
    assert.equal(store.trouble.storage, "refused");
    answer(store, "a.a", 1);
    answer(store, "a.b", 2);
    store.refresh();
    assert.deepEqual(store.response.answers, { "a.a": { level: 1 }, "a.b": { level: 2 } });
    assert.equal(store.trouble.storage, "refused");
    store.erase();
    assert.deepEqual(store.response, response());
  });
}

test("erasing forgets everything of this site, and nothing else", () => {
  const shelf = new Shelf({
    [KEY]: "damaged",
    "capability:/kit/:response:supplier:1": JSON.stringify(response({}, { instrument: "supplier" })),
    "capability:/kit/:response:organisation:0": "old",
    "capability:/other/:response:organisation:1": "theirs",
    theme: "dark",
  });
  const store = open(shelf);
  store.erase();
  assert.deepEqual([...shelf.kept.keys()], ["capability:/other/:response:organisation:1", "theme", "capability:/kit/:erased"]);
  assert.deepEqual(store.response, response());
  assert.deepEqual(store.trouble, { storage: "ok", damaged: null, other_version: null, other_file: null });
  assert.equal(open(shelf).trouble.damaged, null);
});

test("one view's own changes are written over what is kept, word by word, and the id stays", () => {
  const before = response({ "a.a": { level: 1 }, "a.b": { level: 1 } }, { rater: { role: "finance", organisation: "A" } });
  const after = response({ "a.a": { level: 2 } }, { rater: { role: "legal" }, context: { round: "one" }, id: "second" });
  const latest = { ...before, id: "first", answers: { ...before.answers, "a.c": { level: 4 } } };
  const shelf = new Shelf({ [KEY]: JSON.stringify(latest) });
  open(shelf).merge(before, after);
  const both = { rater: { role: "legal" }, context: { round: "one" }, id: "first" };
  assert.deepEqual(kept(shelf), response({ "a.a": { level: 2 }, "a.c": { level: 4 } }, both));
});

test("what is answered in a tab that did not hear of an erasing is a response with an id", () => {
  const shelf = new Shelf();
  const [one, two] = [open(shelf), open(shelf)];
  one.merge(response(), response({ "a.a": { level: 1 } }, { id: "first" }));
  two.refresh();
  one.erase();
  answer(two, "a.b", 2);
  assert.deepEqual(kept(shelf), response({ "a.b": { level: 2 } }, { id: "first" }));
});

test("an answer is one entry: nothing is left of the one that it replaces", () => {
  const shelf = new Shelf({ [KEY]: JSON.stringify(response({ "a.a": { level: 1, note: "old" } })) });
  const [one, two] = [open(shelf), open(shelf)];
  answer(one, "a.a", undefined);
  two.merge(two.response, response({ "a.a": { level: 1, note: "new" } }));
  assert.deepEqual(kept(shelf).answers, { "a.a": { level: 1, note: "new" } });
});
