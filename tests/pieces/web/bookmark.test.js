// What a reader says to have read.

import assert from "node:assert/strict";
import { test } from "node:test";

import { marked } from "../../../src/capability/pieces/web/bookmark.js";
import { today } from "../../../src/capability/pieces/web/files.js";

test("a chapter is marked as read today, and taken back, and the rest of the record stays", () => {
  const record = { name: "A reader", read: { "01-missions": "2026-11-01" } };
  const more = marked(record, "04-place", true);
  assert.deepEqual(more, { name: "A reader", read: { "01-missions": "2026-11-01", "04-place": today() } });
  assert.deepEqual(marked(more, "04-place", false), record);
  assert.deepEqual(record.read, { "01-missions": "2026-11-01" });
});

test("without a record one begins", () => {
  assert.deepEqual(marked(undefined, "04-place", true), { read: { "04-place": today() } });
  assert.deepEqual(marked(null, "04-place", false), { read: {} });
});
