// Python in its worker: started once, asked in any order, what is told when it cannot start, and how long work is stopped.

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

  /** @param {URL} _address @param {{name: string}} options */
  constructor(_address, { name }) {
    this.name = name;
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

const FAILED = { output: null, end: "failed" };

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
  assert.deepEqual(await Promise.all([answer, other]), [
    { output: "first", end: "" },
    { output: "other", end: "" },
  ]);
  assert.equal(python.waiting.size, 0);
});

test("long work is heard of before its answer", async () => {
  const python = new Python();
  /** @type {number[][]} */
  const told = [];
  const answer = python.compute("piles", "{}", {}, { tell: (done, of) => void told.push([done, of]) });
  started[0]?.say({ id: 1, done: 1, of: 2 });
  started[0]?.say({ id: 1, output: {} });
  assert.deepEqual([(await answer).output, told], [{}, [[1, 2]]]);
});

test("a fault in Python gives nothing, and says so where developers look", async () => {
  const { answer, worker } = asked();
  const logged = mock.method(console, "error", () => {});
  worker.say({ id: 1, error: "Traceback" });
  assert.deepEqual(await answer, { output: null, end: "fault" });
  assert.deepEqual(logged.mock.calls[0]?.arguments, ["Traceback"]);
  logged.mock.restore();
});

test("whoever waits is answered when it cannot start, and nobody waits after", async () => {
  const { python, answer, worker } = asked();
  worker.say({ failed: "webassembly" });
  assert.deepEqual(await answer, FAILED);
  assert.deepEqual(await python.compute("quiz", "{}", {}), FAILED);
  assert.deepEqual([python.status, python.reason, worker.ended], ["failed", "webassembly", true]);
});

test("a worker whose file is missing is told as such; one that ran and died is followed by another", async () => {
  const { python, answer, worker } = asked();
  worker.onerror({ preventDefault() {} });
  assert.deepEqual([await answer, python.status, python.reason], [FAILED, "failed", "files"]);
  const { python: other, worker: running, first, second } = busy();
  running.onerror({ preventDefault() {} });
  assert.deepEqual([await first, running.ended], [{ output: null, end: "fault" }, true]);
  const fresh = /** @type {FakeWorker} */ (started.at(-1));
  assert.deepEqual([other.status, fresh.asked.length], ["starting", 1]);
  fresh.say({ ready: 900 });
  fresh.say({ id: 2, output: "second" });
  assert.deepEqual(await second, { output: "second", end: "" });
  fresh.onerror({ preventDefault() {} }); // with nobody waiting
  assert.deepEqual([other.status, fresh.ended], ["idle", true]);
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
  assert.deepEqual(await python.compute("quiz", "{}", {}), FAILED);
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

/** A Python that is at one question while another waits, each with what was heard of it, and the workers that were started. */
function busy() {
  const python = new Python();
  /** @type {string[]} */
  const late = [];
  const first = python.compute("piles", "{}", { n: 1 }, { late: () => void late.push("first") });
  const second = python.compute("quiz", "{}", { n: 2 }, { late: () => void late.push("second") });
  const worker = /** @type {FakeWorker} */ (started.at(-1));
  worker.say({ ready: 900 });
  return { python, worker, first, second, late };
}

test("work that takes long is heard of, each from when it begins", () => {
  const { worker, late } = busy();
  mock.timers.tick(2_999);
  assert.deepEqual(late, []);
  mock.timers.tick(1);
  assert.deepEqual(late, ["first"]);
  worker.say({ id: 1, output: {} });
  mock.timers.tick(2_999);
  assert.deepEqual(late, ["first"]);
  mock.timers.tick(1);
  assert.deepEqual(late, ["first", "second"]);
});

test("what is stopped gives nothing, and what waited is answered by a fresh worker", async () => {
  const { python, worker, first, second } = busy();
  python.stop("stopped");
  assert.deepEqual([await first, worker.ended, started.length], [{ output: null, end: "stopped" }, true, 2]);
  const fresh = /** @type {FakeWorker} */ (started[1]);
  assert.deepEqual(
    fresh.asked.map(({ piece, state }) => [piece, state]),
    [["quiz", { n: 2 }]],
  );
  fresh.say({ ready: 900 });
  fresh.say({ id: 2, output: "second" });
  assert.deepEqual([await second, python.status], [{ output: "second", end: "" }, "ready"]);
  // Nothing of the first worker's time is left to stop the second.
  mock.timers.tick(600_000);
  assert.deepEqual([python.status, fresh.ended], ["ready", false]);
});

test("with nothing waiting the next question starts the fresh worker", async () => {
  const { python, answer, worker } = asked();
  python.stop("stopped"); // while it starts there is nothing to stop
  assert.equal(worker.ended, false);
  worker.say({ ready: 900 });
  python.stop("stopped");
  assert.equal((await answer).end, "stopped");
  assert.deepEqual([python.status, started.length], ["idle", 1]);
  const next = python.compute("quiz", "{}", {});
  assert.deepEqual([python.status, started.length], ["starting", 2]);
  mock.timers.tick(19_999);
  assert.equal(python.status, "starting"); // which has a patience of its own
  mock.timers.tick(1);
  assert.equal(python.status, "slow");
  started[1]?.say({ ready: 900 });
  started[1]?.say({ id: 2, output: {} });
  assert.equal((await next).end, "");
});

test("work without a sign of life for twenty seconds is stopped, and after ten minutes whatever signs it gives", async () => {
  const { worker, first } = busy();
  for (let done = 1; done <= 5; done++) {
    mock.timers.tick(19_999);
    worker.say({ id: 1, done, of: 9 });
  }
  assert.equal(worker.ended, false);
  mock.timers.tick(20_000);
  assert.deepEqual([await first, worker.ended], [{ output: null, end: "silent" }, true]);
  const again = busy();
  const fresh = /** @type {FakeWorker} */ (again.worker);
  for (let second = 10; second <= 600; second += 10) {
    assert.equal(fresh.ended, false);
    mock.timers.tick(10_000);
    fresh.say({ id: 1, done: 1, of: 9 });
  }
  assert.deepEqual([await again.first, fresh.ended], [{ output: null, end: "silent" }, true]);
});

test("a Python that died of its fault is followed by a fresh one; one that lives on stays", async () => {
  const { worker, first, second } = busy();
  const logged = mock.method(console, "error", () => {});
  worker.say({ id: 1, error: "Traceback", dead: false });
  assert.deepEqual([(await first).end, worker.ended], ["fault", false]);
  worker.say({ id: 2, error: "RuntimeError: unreachable", dead: true });
  assert.deepEqual([(await second).end, worker.ended], ["fault", true]);
  logged.mock.restore();
});

/** What keeps snapshots, and counts what it was told. */
class Kept {
  isSafe = true;
  begun = 0;
  made = 0;
  refused = 0;

  begin() {
    this.begun++;
  }

  end() {
    this.begun = 0;
  }

  async make() {
    this.made++;
  }

  async refuse() {
    this.refused++;
  }
}

test("a snapshot that does not hold is refused, and what waits is asked of a Python from the files", async () => {
  for (const fail of [
    (/** @type {FakeWorker} */ worker) => worker.say({ unfit: "another answer" }),
    (/** @type {FakeWorker} */ worker) => {
      worker.say({ restoring: true });
      mock.timers.tick(8_000);
    },
    (/** @type {FakeWorker} */ worker) => {
      worker.say({ restoring: true });
      worker.onerror({ preventDefault() {} });
    },
    // No fault of such a Python is believed.
    (/** @type {FakeWorker} */ worker) => {
      worker.say({ ready: 900, snapshot: "used" });
      worker.say({ id: 1, error: "Traceback" });
    },
    (/** @type {FakeWorker} */ worker) => {
      worker.say({ ready: 900, snapshot: "used" });
      worker.onerror({ preventDefault() {} });
    },
  ]) {
    started = [];
    const kept = new Kept();
    const python = new Python(kept);
    const answer = python.compute("quiz", "{}", { n: 1 });
    const [first] = /** @type {[FakeWorker]} */ (started);
    fail(first);
    const fresh = /** @type {FakeWorker} */ (started[1]);
    assert.deepEqual([first.ended, fresh.name, fresh.asked.length, kept.refused, python.status], [true, "plain", 1, 1, "starting"]);
    mock.timers.tick(8_000); // nothing of the first start is left to stop the second
    fresh.say({ ready: 900, snapshot: "refused" });
    fresh.say({ id: 1, output: "as ever" });
    assert.deepEqual([await answer, started.length, { ...kept }], [{ output: "as ever", end: "" }, 2, { isSafe: true, begun: 0, made: 0, refused: 1 }]);
    python.stop("stopped");
  }
});

test("a start from a snapshot in its time is left alone", async () => {
  const kept = new Kept();
  const python = new Python(kept);
  const answer = python.compute("quiz", "{}", {});
  started[0]?.say({ restoring: true });
  assert.equal(kept.begun, 1);
  mock.timers.tick(7_999);
  started[0]?.say({ ready: 900, snapshot: "used" });
  mock.timers.tick(10_000);
  started[0]?.say({ id: 1, output: {} });
  mock.timers.tick(10_000);
  assert.deepEqual([(await answer).end, started.length, { ...kept }], ["", 1, { isSafe: true, begun: 0, made: 0, refused: 0 }]);
});

test("where a start from one took its page with it, and where there are none, Python starts from the files", () => {
  for (const kept of [Object.assign(new Kept(), { isSafe: false }), undefined]) void new Python(kept).compute("quiz", "{}", {});
  assert.deepEqual([started[0]?.name, started[1]?.name], ["plain", "plain"]);
});

test("where none is kept, one is made when nothing was asked for three seconds after an answer", () => {
  const kept = new Kept();
  const python = new Python(kept);
  void python.compute("quiz", "{}", {});
  started[0]?.say({ ready: 900, snapshot: "none" });
  mock.timers.tick(10_000); // it is at work
  started[0]?.say({ id: 1, output: {} });
  mock.timers.tick(2_999);
  void python.compute("quiz", "{}", {});
  mock.timers.tick(2_999);
  started[0]?.say({ id: 2, output: {} });
  assert.equal(kept.made, 0);
  mock.timers.tick(3_000);
  assert.equal(kept.made, 1);
});
