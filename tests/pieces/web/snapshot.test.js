// Where a snapshot of Python is kept, what it must agree with, and when one is made.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Shelf, Snapshots, tableOf } from "../../../src/capability/pieces/web/snapshot.js";
import { Shelf as Storage } from "./shelf.js";

const BUILD = new URL("https://council.example/kit/capability/0123456789ab/");
const LATER = new URL("https://council.example/kit/capability/ba9876543210/");
const MEMORY = Uint8Array.from({ length: 70_000 }, (_, i) => (i * i) % 251);

/** A browser: its cache storage in memory, and what it tells of itself. */
class Browser {
  /** @type {Map<string, Map<string, Response>>} */
  stores = new Map();
  full = false;
  locked = false;
  version = "156.0.1";
  crypto = globalThis.crypto;
  localStorage = new Storage();
  /** @type {any} */
  navigator = {
    userAgent: "Chrome/156.0.0.0",
    userAgentData: { brands: [{ brand: "Chromium", version: "156" }], getHighEntropyValues: async () => ({ version: this.version }) },
    storage: { estimate: async () => ({ quota: 1e9, usage: 1e6 }) },
    deviceMemory: 8,
  };
  /** @type {any} */
  caches = {
    open: async (/** @type {string} */ name) => {
      const kept = this.stores.get(name) ?? new Map();
      this.stores.set(name, kept);
      return {
        match: async (/** @type {string} */ url) => kept.get(url)?.clone(),
        keys: async () => [...kept.keys()].map((url) => ({ url })),
        delete: async (/** @type {string} */ url) => kept.delete(url),
        put: async (/** @type {string} */ url, /** @type {Response} */ response) => {
          if (this.full && (await response.clone().arrayBuffer()).byteLength > 100) throw new Error("QuotaExceededError");
          kept.set(url, response);
        },
      };
    },
    delete: async (/** @type {string} */ name) => this.stores.delete(name),
  };
  /** @type {any} */
  locks = {
    request: async (/** @type {string} */ _name, /** @type {object} */ _how, /** @type {(lock: object | null) => Promise<void>} */ call) =>
      call(this.locked ? null : {}),
  };

  get kept() {
    return [...this.stores.values()].flatMap((store) => [...store.keys()]).map((url) => url.replace(/.*capability\//, ""));
  }
}

/** A browser that keeps a snapshot of the build, and the shelf that it stands on. */
async function keeping() {
  const browser = new Browser();
  const shelf = new Shelf(BUILD, browser);
  await shelf.keep(MEMORY, "table");
  return { browser, shelf };
}

/** @param {Shelf} shelf what a start from it would see */
async function seen(shelf) {
  const kept = await shelf.read();
  if (typeof kept === "string") return kept;
  return kept.memory.then(
    (memory) => ({ table: kept.table, same: Buffer.compare(memory, MEMORY) === 0 }),
    (error) => String(error),
  );
}

test("what was kept is read again, byte for byte, packed, and by its own build alone", async () => {
  const { browser, shelf } = await keeping();
  assert.deepEqual(await seen(shelf), { table: "table", same: true });
  const [store] = browser.stores.values();
  const packed = await store?.get(shelf.place)?.clone().arrayBuffer();
  assert.ok(packed && packed.byteLength < MEMORY.length);
  assert.equal(await new Shelf(LATER, browser).read(), "none");
  assert.equal(await new Shelf(new URL("../../../other/capability/0123456789ab/", BUILD), browser).read(), "none");
});

test("a later build's snapshot takes the place of the earlier one", async () => {
  const { browser } = await keeping();
  await new Shelf(LATER, browser).keep(MEMORY, "table");
  assert.deepEqual(browser.kept, ["ba9876543210/snapshot"]);
});

test("one that another version of the engine made is let go, and a new one may be made", async () => {
  const { browser, shelf } = await keeping();
  browser.version = "156.0.2";
  assert.deepEqual([await shelf.read(), browser.kept], ["none", []]);
});

test("bytes that are not those that were kept are not taken", async () => {
  for (const spoil of [
    (/** @type {Uint8Array} */ bytes) => bytes.fill(0xff, 50, 60),
    (/** @type {Uint8Array} */ bytes) => bytes.subarray(0, -9),
    (/** @type {Uint8Array} */ bytes) => Uint8Array.of(...bytes.subarray(0, 4), 9, ...bytes.subarray(5)), // the time of packing
  ]) {
    const { browser, shelf } = await keeping();
    const [store] = browser.stores.values();
    const kept = /** @type {Response} */ (store?.get(shelf.place));
    const bytes = spoil(new Uint8Array(await kept.arrayBuffer()));
    store?.set(shelf.place, new Response(/** @type {any} */ (bytes), { headers: kept.headers }));
    assert.match(String(await seen(shelf)), /Error/);
  }
});

test("browsers that keep nothing, or of another engine, are asked for nothing", async () => {
  for (const change of [
    (/** @type {Browser} */ browser) => (browser.caches = undefined), // no secure address
    (/** @type {Browser} */ browser) => (browser.crypto = /** @type {any} */ (undefined)),
    (/** @type {Browser} */ browser) => (browser.navigator.userAgentData = undefined), // Firefox, Safari
    (/** @type {Browser} */ browser) => (browser.caches.open = () => Promise.reject(new Error("SecurityError"))),
  ]) {
    const { browser, shelf } = await keeping();
    change(browser);
    assert.equal(await shelf.read(), "refused");
    await shelf.refuse(); // and hears no fault
    await shelf.erase();
  }
});

test("a build goes without after it was refused; erasing forgets that too", async () => {
  const { browser, shelf } = await keeping();
  await shelf.refuse();
  assert.deepEqual([await shelf.read(), browser.kept], ["refused", ["0123456789ab/snapshot-refused"]]);
  assert.equal(await new Shelf(LATER, browser).read(), "none");
  await shelf.erase();
  assert.deepEqual([browser.stores.size, await shelf.read()], [0, "none"]);
});

test("a start that took its page with it leaves a mark, by which this build goes without, and no other", () => {
  const browser = new Browser();
  const snapshots = new Snapshots(BUILD, browser);
  assert.equal(snapshots.isSafe, true);
  snapshots.begin();
  assert.equal(new Snapshots(BUILD, browser).isSafe, false);
  assert.equal(new Snapshots(LATER, browser).isSafe, true);
  assert.match(browser.localStorage.key(0) ?? "", /^capability:\/kit\/:/); // as all that is erased with the answers
  snapshots.end();
  assert.equal(new Snapshots(BUILD, browser).isSafe, true);
  browser.localStorage.room = 0;
  snapshots.begin(); // and hears no fault
  assert.equal(snapshots.isSafe, true);
  browser.localStorage.getItem = () => {
    throw new Error("SecurityError");
  };
  assert.equal(snapshots.isSafe, false);
});

test("a table of functions is another where one is missing, added, or in another place", () => {
  const own = [{ name: "1" }, { name: "2" }, { name: "7" }, null, { name: "8" }];
  /** @param {any[]} entries */
  const word = (entries) => tableOf({ length: entries.length, get: (at) => entries[at] }, 2);
  const words = [own, own.slice(1), [...own, null], [...own.slice(0, 2), own[4], null, own[2]]].map(word);
  assert.equal(new Set(words).size, 4);
  assert.equal(word(own), word([...own]));
});

/** @type {MakingWorker[]} */
let workers = [];

class MakingWorker {
  ended = false;
  onmessage = (/** @type {{data: object}} */ _message) => {};
  onerror = (/** @type {{preventDefault(): void}} */ _event) => {};

  constructor(/** @type {URL} */ address, /** @type {{name: string}} */ { name }) {
    this.what = `${name} ${address.href}`;
    workers.push(this);
  }

  terminate() {
    this.ended = true;
  }
}

beforeEach(() => {
  workers = [];
  mock.timers.reset();
  globalThis.Worker = /** @type {any} */ (MakingWorker);
});

/** Let all that is promised come about. */
const settled = () => new Promise((settle) => setImmediate(settle));

test("one is made by a worker of its own, once, and the worker ends", async () => {
  const snapshots = new Snapshots(BUILD, new Browser());
  const made = snapshots.make();
  void snapshots.make();
  await settled();
  assert.deepEqual(
    workers.map(({ what }) => what),
    [`snapshot ${BUILD.href}worker.js`],
  );
  workers[0]?.onmessage({ data: { kept: 5e6 } });
  await made;
  assert.equal(workers[0]?.ended, true);
  assert.equal(await snapshots.shelf.read(), "none"); // this worker kept none: but it is not refused
  await snapshots.make();
  assert.equal(workers.length, 1);
});

test("none is made where data, memory or room is short, another tab makes one, or one is kept or refused", async () => {
  for (const change of [
    (/** @type {Browser} */ browser) => (browser.navigator.connection = { saveData: true }),
    (/** @type {Browser} */ browser) => (browser.navigator.deviceMemory = 2),
    (/** @type {Browser} */ browser) => (browser.navigator.storage.estimate = async () => ({ quota: 1e8, usage: 1e6 })),
    (/** @type {Browser} */ browser) => (browser.navigator.storage.estimate = () => Promise.reject(new Error("refused"))),
    (/** @type {Browser} */ browser) => (browser.locked = true),
    (/** @type {Browser} */ browser) => (browser.locks = undefined),
    (/** @type {Browser} */ browser) => new Shelf(BUILD, browser).keep(MEMORY, "table"),
    (/** @type {Browser} */ browser) => new Shelf(BUILD, browser).refuse(),
  ]) {
    const browser = new Browser();
    await change(browser);
    await new Snapshots(BUILD, browser).make();
    assert.equal(workers.length, 0, String(change));
  }
});

test("one that cannot be made, kept, or made in a minute, is not tried again in this build", async () => {
  for (const fail of [
    (/** @type {MakingWorker} */ worker) => worker.onmessage({ data: { unfit: "QuotaExceededError" } }),
    (/** @type {MakingWorker} */ worker) => worker.onerror({ preventDefault() {} }),
    () => mock.timers.tick(60_000),
  ]) {
    workers = [];
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout"] });
    const snapshots = new Snapshots(BUILD, new Browser());
    const made = snapshots.make();
    await settled();
    const [worker] = /** @type {[MakingWorker]} */ (workers);
    fail(worker);
    await made;
    assert.deepEqual([worker.ended, await snapshots.shelf.read()], [true, "refused"]);
  }
});

test("what does not fit is a fault of the worker that makes it, and leaves nothing", async () => {
  const browser = new Browser();
  browser.full = true;
  await assert.rejects(new Shelf(BUILD, browser).keep(MEMORY, "table"), /Quota/);
  assert.deepEqual(browser.kept, []);
});

test("erasing stops what is being made, and this page makes none any more", async () => {
  const browser = new Browser();
  const snapshots = new Snapshots(BUILD, browser);
  const made = snapshots.make();
  await settled();
  await snapshots.erase();
  await made;
  await snapshots.make();
  assert.deepEqual([workers.length, workers[0]?.ended, browser.kept], [1, true, []]);
});
