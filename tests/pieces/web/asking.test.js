// How a view asks Python in a notebook, where a question and its answer are messages.

import assert from "node:assert/strict";
import { test } from "node:test";

import { asking } from "../../../src/capability/pieces/web/asking.js";

/** A notebook's model: what was sent, and who listens. */
class Notebook {
  /** @type {any[]} */
  sent = [];
  /** @type {Set<(message: object) => void>} */
  listening = new Set();

  /** @param {any} message */
  send(message) {
    this.sent.push(message);
  }

  /** @param {string} _ @param {(message: object) => void} call */
  on(_, call) {
    this.listening.add(call);
  }

  /** @param {string} _ @param {(message: object) => void} call */
  off(_, call) {
    this.listening.delete(call);
  }

  /** @param {object} message */
  say(message) {
    for (const call of [...this.listening]) call(message);
  }
}

test("a page's own way is taken where there is one", async () => {
  const page = { answer: 7, ask: async () => 7 };
  assert.equal(await asking(/** @type {any} */ (page))("quiz", {}), 7);
});

test("each question gets its own answer, whatever the order of the answers", async () => {
  const notebook = new Notebook();
  const ask = asking(/** @type {any} */ (notebook));
  const [first, second] = [ask("workbench-file", { kind: "tally" }), ask("piles", {})];
  assert.deepEqual(notebook.sent, [
    { ask: "workbench-file", id: 1, state: { kind: "tally" } },
    { ask: "piles", id: 2, state: {} },
  ]);
  notebook.say({ id: 2, output: "piles" });
  notebook.say({ id: 1, output: "file" });
  assert.deepEqual((await Promise.all([first, second])).map(({ output }) => output), ["file", "piles"]);
  assert.equal(notebook.listening.size, 0);
});

test("long work tells how far it is before it is answered, and need not be heard", async () => {
  const notebook = new Notebook();
  const ask = asking(/** @type {any} */ (notebook));
  /** @type {number[][]} */
  const told = [];
  const [heard, unheard] = [ask("piles", {}, (done, of) => void told.push([done, of])), ask("piles", {})];
  for (const id of [1, 2]) notebook.say({ id, done: 1, of: 2 });
  for (const id of [1, 2]) notebook.say({ id, output: { pile: id } });
  assert.deepEqual([(await heard).output, (await unheard).output, told], [{ pile: 1 }, { pile: 2 }, [[1, 2]]]);
});

test("no output is null", async () => {
  const notebook = new Notebook();
  const asked = asking(/** @type {any} */ (notebook))("quiz", {});
  notebook.say({ id: 1 });
  assert.deepEqual(await asked, { output: null, end: "" });
});
