// What every view does alike, as far as it needs no page: files that are opened, asked for and saved, and days in words.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { View, dayInWords } from "../../../src/capability/pieces/web/view.js";

/** @type {{name: string, text: Promise<string>}[]} what was saved to the reader's disk */
let saved = [];
/** @type {Blob | undefined} */
let content;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  saved = [];
});

URL.createObjectURL = (blob) => {
  content = /** @type {Blob} */ (blob);
  return "blob:here";
};
URL.revokeObjectURL = () => {};
globalThis.document = /** @type {any} */ ({
  documentElement: { lang: "en-GB" },
  createElement: () => ({
    /** @this {{download: string}} */
    click() {
      saved.push({ name: this.download, text: content?.text() ?? Promise.resolve("") });
    },
  }),
});

/** A view of a form that shows nothing, on a page. @param {Record<string, any>} traits @param {any} [answer] */
function view(traits = {}, answer = null) {
  /** @type {any[]} */
  const sent = [];
  /** @type {any[]} */
  const asked = [];
  const model = {
    get: (/** @type {string} */ name) => traits[name],
    set: (/** @type {string} */ name, /** @type {any} */ value) => (traits[name] = value),
    send: (/** @type {any} */ message) => sent.push(message),
    ask: async (/** @type {string} */ name, /** @type {object} */ state) => {
      asked.push([name, state]);
      return { output: answer, end: /** @type {const} */ ("") };
    },
    save_changes() {},
    on() {},
    off() {},
  };
  const form = { dataset: { piece: "workbench", ...traits.dataset } };
  return { sent, asked, view: new View(model, /** @type {any} */ (form)) };
}

/** An input with one file. @param {Blob | undefined} file */
const input = (file) => /** @type {any} */ ({ files: file ? [file] : [], value: "C:\\fakepath\\a.json" });

test("before Python has answered there is an empty output, and a notebook has no host", () => {
  assert.deepEqual([view().view.output, view().view.host], [{}, {}]);
});

test("a file is made when it is asked for, with the day, and saved under the name that Python gives", async () => {
  const { view: bench, asked } = view({}, { fault: null, name: "a-tally-2026-11-22.json", data: btoa("{}") });
  assert.equal(await bench.saveFile("workbench-file", { kind: "tally" }), null);
  const [[name, state]] = asked;
  assert.equal(name, "workbench-file");
  assert.equal(state.kind, "tally");
  assert.match(state.day, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual([saved[0]?.name, await saved[0]?.text, content?.type], ["a-tally-2026-11-22.json", "{}", "application/json"]);
});

test("why there is no file is given to the view, and nothing is saved", async () => {
  const fault = [{ where: "share", what: "3 raters", hint: "" }];
  assert.deepEqual(await view({}, { fault }).view.saveFile("workbench-file", {}), fault);
  assert.equal(await view({}, null).view.saveFile("workbench-file", {}), undefined); // Python does not run
  assert.deepEqual(saved, []);
});

test("the text of an opened file is given, and the same file can be chosen again", async () => {
  const chosen = input(new File(["{}"], "a.json"));
  const { view: form } = view();
  form.led = "{}";
  assert.equal(await form.textOf(chosen), "{}");
  assert.deepEqual([chosen.value, form.led, form.told], ["", null, { too_big: false, unreadable: false }]);
});

test("too large a file, one that is no text, and none at all are told apart", async () => {
  const { view: form } = view();
  assert.equal(await form.textOf(input(new File(["x".repeat(1_000_001)], "big.json"))), null);
  assert.deepEqual(form.told, { too_big: true, unreadable: false });
  assert.equal(await form.textOf(input(new File([Uint8Array.of(0xff)], "photo.jpg"))), null);
  assert.deepEqual(form.told, { too_big: false, unreadable: true });
  assert.equal(await form.textOf(input(undefined)), undefined);
});

test("a damaged text is saved under what it was, and then let go", async () => {
  const { view: bench, sent } = view({ host: { damaged: "{dama" } });
  bench.press(/** @type {any} */ ({ closest: () => ({ dataset: { act: "rescue" } }) }));
  assert.match(saved[0]?.name ?? "", /^workbench-damaged-\d{4}-\d\d-\d\d\.txt$/);
  assert.deepEqual([await saved[0]?.text, sent], ["{dama", [{ rescued: true }]]);
  const answers = view({ host: { damaged: "{" }, dataset: { piece: "assessment", instrument: "organisation" } });
  answers.view.rescue();
  assert.match(saved[1]?.name ?? "", /^organisation-damaged-/);
});

test("a change of the state is written over it, and kept", () => {
  const traits = { state: { kept: 1, incoming: null } };
  const { view: form } = view(traits);
  form.showing = true; // nothing is drawn here
  form.set({ incoming: "text" });
  assert.deepEqual(traits.state, { kept: 1, incoming: "text" });
});

test("days are written as people write them, and what is no day as nothing", () => {
  assert.equal(dayInWords("2026-11-22"), "22 November 2026");
  assert.equal(dayInWords("soon"), "");
});
