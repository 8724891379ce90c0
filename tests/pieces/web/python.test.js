// Python in its worker: started once, asked in any order, and what is told when it cannot start.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Python } from "../../../src/capability/pieces/web/python.js";

/** @type {FakeWorker[]} */
let started = [];

/** A worker that answers when the test says so. */
class FakeWorker {
  /** @type {any[]} */
  asked = [];
  ended = false;
  onmessage = (/** @type {{data: object}} */ _message) => {};
  onerror = (/** @type {any} */ _event) => {};

  constructor() {
    started.push(this);
  }

  /** @param {any} message */
  postMessage(message) {
    this.asked.push(message);
  }

  terminate() {
    this.ended = true;
  }

  /** @param {object} data */
  say(data) {
    this.onmessage({ data });
  }
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  started = [];
  globalThis.Worker = /** @type {any} */ (FakeWorker);
});

/** A Python that was asked once, with its worker. */
function asked() {
  const python = new Python();
  const answer = python.compute("quiz", "{}", { kept: {} });
  return { python, answer, worker: /** @type {FakeWorker} */ (started[0]) };
}

test("it starts when it is first asked, and once", () => {
  const { python, worker } = asked();
  void python.compute("quiz", "{}", {});
  python.start();
  assert.equal(started.length, 1);
  assert.deepEqual([python.status, worker.asked.length], ["starting", 2]);
  assert.deepEqual(worker.asked[0], { id: 1, piece: "quiz", config: "{}", state: { kept: {} } });
  worker.say({ ready: 900 });
  assert.equal(python.status, "ready");
});

test("each question gets its own answer", async () => {
  const { python, answer, worker } = asked();
  const other = python.compute("piles", "{}", {});
  worker.say({ id: 2, output: "other" });
  worker.say({ id: 1, output: "first" });
  assert.deepEqual(await Promise.all([answer, other]), ["first", "other"]);
  assert.equal(python.waiting.size, 0);
});

test("long work is heard of before its answer", async () => {
  const python = new Python();
  /** @type {number[][]} */
  const told = [];
  const answer = python.compute("piles", "{}", {}, (done, of) => void told.push([done, of]));
  started[0]?.say({ id: 1, done: 1, of: 2 });
  started[0]?.say({ id: 1, output: {} });
  assert.deepEqual([await answer, told], [{}, [[1, 2]]]);
});

test("a fault in Python gives nothing, and says so where developers look", async () => {
  const { answer, worker } = asked();
  const logged = mock.method(console, "error", () => {});
  worker.say({ id: 1, error: "Traceback" });
  assert.equal(await answer, null);
  assert.deepEqual(logged.mock.calls[0]?.arguments, ["Traceback"]);
  logged.mock.restore();
});

test("whoever waits is answered when it cannot start, and nobody waits after", async () => {
  const { python, answer, worker } = asked();
  worker.say({ failed: "webassembly" });
  assert.equal(await answer, null);
  assert.equal(await python.compute("quiz", "{}", {}), null);
  assert.deepEqual([python.status, python.reason, worker.ended], ["failed", "webassembly", true]);
});

test("a worker whose file is missing is told as such; one that ran goes on", async () => {
  const { python, answer, worker } = asked();
  worker.onerror({ preventDefault() {} });
  assert.deepEqual([await answer, python.status, python.reason], [null, "failed", "files"]);
  const second = asked();
  const running = /** @type {FakeWorker} */ (started[1]);
  running.say({ ready: 1 });
  running.onerror({ preventDefault() {} });
  assert.equal(second.python.status, "ready");
});

test("a browser without workers is told", async () => {
  globalThis.Worker = /** @type {any} */ (
    class {
      constructor() {
        throw new Error("refused");
      }
    }
  );
  const python = new Python();
  assert.equal(await python.compute("quiz", "{}", {}), null);
  assert.deepEqual([python.status, python.reason], ["failed", "files"]);
});

test("after twenty seconds without a sign the reader is told, and it may still start", () => {
  const { python, worker } = asked();
  let told = 0;
  python.addEventListener("change", () => told++);
  mock.timers.tick(19_999);
  assert.equal(python.status, "starting");
  mock.timers.tick(1);
  assert.deepEqual([python.status, told], ["slow", 1]);
  worker.say({ ready: 21_000 });
  assert.equal(python.status, "ready");
});
