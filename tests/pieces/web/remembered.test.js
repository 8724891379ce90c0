// What is remembered of a form's last result, and when it is shown again.

import assert from "node:assert/strict";
import test from "node:test";
import { forget, recall, remember } from "../../../src/capability/pieces/web/remembered.js";

/** A browser's storage: what it holds are properties of its own, and no method is. */
class Shelf {
  /** @param {string} key */
  getItem(key) {
    return /** @type {any} */ (this)[key] ?? null;
  }
  /** @param {string} key @param {string} text */
  setItem(key, text) {
    if (text.length > 1000) throw new Error("QuotaExceededError");
    /** @type {any} */ (this)[key] = text;
  }
  /** @param {string} key */
  removeItem(key) {
    delete (/** @type {any} */ (this)[key]);
  }
}

/** @param {object | undefined} shelf */
const offer = (shelf) => Object.defineProperty(globalThis, "sessionStorage", { value: shelf, configurable: true });

test("a result is shown again for just the state that it is of, until all is forgotten", () => {
  offer(new Shelf());
  remember("site:result:pulse", "state", { begun: true });
  remember("other:result:pulse", "state", { begun: true });
  assert.deepEqual(recall("site:result:pulse", "state"), { begun: true });
  assert.equal(recall("site:result:pulse", "another"), null);
  assert.equal(recall("site:result:full", "state"), null);
  forget("site:result:");
  assert.equal(recall("site:result:pulse", "state"), null);
  assert.deepEqual(recall("other:result:pulse", "state"), { begun: true });
});

test("without a storage, room or whole text there is nothing to show, and no fault", () => {
  const shelf = new Shelf();
  offer(shelf);
  shelf.setItem("key", '["state", {"begun"');
  assert.equal(recall("key", "state"), null);
  remember("full", "state", { words: "x".repeat(2000) });
  assert.equal(recall("full", "state"), null);
  offer(undefined);
  remember("key", "state", {});
  forget("key");
  assert.equal(recall("key", "state"), null);
});
