// What files hold: text that can be compared line by line, bytes that come through, and names that tell the day.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { asText, bytesOf, fileName, randomId, readText, stamp, today, typeOf } from "../../../src/capability/pieces/web/files.js";

test("the same data gives the same text, whatever the order of its keys", () => {
  assert.equal(asText({ b: 1, a: { d: [2, { z: 0, y: 1 }], c: null } }), asText({ a: { c: null, d: [2, { y: 1, z: 0 }] }, b: 1 }));
  assert.equal(asText({ b: 1, a: "ä" }), '{\n  "a": "ä",\n  "b": 1\n}\n');
});

test("lists keep their order", () => {
  assert.deepEqual(JSON.parse(asText({ list: [3, 1, 2] })).list, [3, 1, 2]);
});

test("bytes come through base64", () => {
  assert.deepEqual([...bytesOf(btoa("\0\x7f\xff"))], [0, 127, 255]);
});

test("text that is not UTF-8 is refused, not guessed", async () => {
  assert.equal(await readText(new File(["Grüße"], "a.json")), "Grüße");
  await assert.rejects(readText(new File([Uint8Array.of(0xff, 0xfe, 0x41)], "a.json")));
});

test("a moment and a day are written as files are stamped and named", () => {
  assert.match(stamp(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.match(today(), /^\d{4}-\d\d-\d\d$/);
  assert.ok(stamp().startsWith(today()));
});

test("an id is 32 hexadecimal digits, and another one each time", () => {
  const ids = new Set(Array.from({ length: 50 }, randomId));
  assert.equal(ids.size, 50);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});

test("a file is called by what it is about, as Python calls it", () => {
  const names = JSON.parse(readFileSync(new URL("../../file_names.json", import.meta.url), "utf-8"));
  for (const [about, name] of Object.entries(names)) assert.equal(fileName("contract-plan", about, "ics"), name.replace("2026-11-22", today()));
});

test("a file is saved as what its name says it is", () => {
  assert.equal(typeOf("organisation-plan-2026-11-22.md"), "text/markdown");
  assert.equal(typeOf("a.b.ics"), "text/calendar");
  assert.equal(typeOf("answers.json"), "application/json");
  assert.equal(typeOf("no-ending"), "application/octet-stream");
});
