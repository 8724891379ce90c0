// Files are read one pile after the other: what is chosen meanwhile waits, and is not lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Gatherer } from "../../../src/capability/pieces/web/dropping.js";

/** Node has no reader of files as a page has. */
class FakeReader {
  result = "";
  /** @type {() => void} */
  onload = () => {};
  /** @type {() => void} */
  onerror = () => {};
  error = new Error("the disk is gone");

  /** @param {File} file */
  async readAsDataURL(file) {
    if (file.name === "gone.json") return this.onerror();
    this.result = `data:;base64,${Buffer.from(await file.arrayBuffer()).toString("base64")}`;
    this.onload();
  }
}
globalThis.FileReader = /** @type {any} */ (FakeReader);

/** @param {string[]} names */
const files = (...names) => names.map((name) => new File([name], name));

/** A gatherer with all that it asked and showed. @param {import("../../../src/capability/pieces/web/view.js").Ask} [ask] */
function gatherer(ask = async (_, state) => ({ output: { pile: /** @type {any} */ (state).files.pile }, end: "" })) {
  /** @type {any[]} */
  const shown = [];
  return { shown, gathering: new Gatherer(ask, (reading) => void shown.push(reading)) };
}

test("what is chosen while files are read waits for its turn", async () => {
  const { gathering } = gatherer();
  /** @type {string[]} */
  const done = [];
  /** @type {(value?: unknown) => void} */
  let finish = () => {};
  const first = gathering.next(async () => {
    done.push("first begins");
    await new Promise((settle) => (finish = settle));
    done.push("first ends");
  });
  const second = gathering.next(async () => void done.push("second"));
  await new Promise((settle) => setTimeout(settle));
  assert.deepEqual(done, ["first begins"]);
  finish();
  await Promise.all([first, second]);
  assert.deepEqual(done, ["first begins", "first ends", "second"]);
});

test("what goes wrong stops nothing that comes after", async () => {
  const { gathering } = gatherer();
  const failing = gathering.next(() => Promise.reject(new Error("no")));
  let came = false;
  const after = gathering.next(async () => {
    came = true;
  });
  await assert.rejects(failing);
  await after;
  assert.ok(came);
});

test("files go to Python by name and content, in the order in which they were chosen", async () => {
  const { shown, gathering } = gatherer();
  const pile = await gathering.gather(files("b.json", "a.json"));
  assert.deepEqual(pile, [
    { name: "b.json", data: btoa("b.json") },
    { name: "a.json", data: btoa("a.json") },
  ]);
  assert.deepEqual(shown, [{ done: 0, of: 2 }, null]);
});

test("how far it is is shown, and cleared at the end", async () => {
  const { shown, gathering } = gatherer(async (_asked, _state, tell) => {
    tell?.(1, 3);
    return { output: null, end: "failed" };
  });
  assert.equal(await gathering.gather(files("a", "b", "c")), null); // Python does not run
  assert.deepEqual(shown, [{ done: 0, of: 3 }, { done: 1, of: 3 }, null]);
});

test("a file at which Python fails takes none of the others with it, and is not read again", async () => {
  /** @type {string[][]} */
  const asked = [];
  const { gathering } = gatherer(async (_, state) => {
    const pile = /** @type {{name: string, data: string | null}[]} */ (/** @type {any} */ (state).files.pile);
    asked.push(pile.map(({ name, data }) => (data === null ? `(${name})` : name)));
    const fails = pile.some(({ name, data }) => name.startsWith("bad") && data !== null);
    return fails ? { output: null, end: pile.length > 1 ? "silent" : "fault" } : { output: { pile: pile.length }, end: "" };
  });
  const all = files("a", "bad", "b");
  assert.equal(await gathering.gather(all), 3);
  assert.deepEqual(asked, [["a", "bad", "b"], ["a"], ["bad"], ["b"], ["a", "(bad)", "b"]]);
  assert.equal(await gathering.gather([...all, ...files("c")]), 4);
  assert.deepEqual(asked.at(-1), ["a", "(bad)", "b", "c"]);
  assert.equal(asked.length, 6);
});

test("a reader who stops it while it looks for that file is heard", async () => {
  const ends = ["fault", "", "stopped"];
  const { gathering } = gatherer(async () => ({ output: null, end: /** @type {any} */ (ends.shift()) }));
  assert.equal(await gathering.gather(files("a", "b", "c")), null);
  assert.equal(ends.length, 0);
});

test("a file that cannot be read is told, and nothing goes on being read", async () => {
  const { shown, gathering } = gatherer();
  await assert.rejects(gathering.gather(files("a.json", "gone.json")), /the disk is gone/);
  assert.equal(shown.at(-1), null);
});
