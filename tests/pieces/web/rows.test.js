// Rows as a browser keeps them, and as a file has them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { listed, named } from "../../../src/capability/pieces/web/rows.js";

test("rows are named by their places, keep the names that they have, and stand in a file in their order", () => {
  const file = { hours: "3", needs: [{ need: "a" }, { need: "b" }] };
  const kept = { hours: "3", needs: { r0: { need: "a" }, r1: { need: "b" } } };
  assert.deepEqual([named(file), named(kept)], [kept, kept]);
  assert.deepEqual([listed(kept), listed(file)], [file, file]);
  const later = { needs: { r1: { need: "b" }, r9f: { need: "c" } } };
  assert.deepEqual(listed(later), { needs: [{ need: "b" }, { need: "c" }] });
});
