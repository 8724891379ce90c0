// Keeps one response to an instrument in the browser's own storage, shared by all pages and tabs of a site.

import { Keeper } from "./keeper.js";
import { KINDS } from "./kinds.js";

/** @typedef {import("./assessment.js").Response} Response */

/** @extends {Keeper<Response>} */
export class AnswerKeeper extends Keeper {
  /**
   * @param {string} site the path of the site's root: two sites on one host do not mix
   * @param {string} instrument
   * @param {string} version
   * @param {() => import("./keeper.js").Shelf} [shelf] gives the storage; may throw where a browser refuses it
   */
  constructor(site, instrument, version, shelf) {
    const major = version.split(".")[0] ?? "";
    super(site, `response:${instrument}:${major}`, { format: "capability-response/1", instrument, version, answers: {} }, shelf, KINDS.response);
    this.findOtherVersion(`${this.prefix}response:${instrument}:`, major);
  }

  get isBegun() {
    return Object.keys(this.value.answers).length > 0;
  }

  get response() {
    return this.value;
  }

  /** @param {string} text */
  parsed(text) {
    const response = super.parsed(text);
    const { instrument, version } = this.blank;
    return response?.instrument === instrument ? { ...response, version } : null;
  }

  /** A response keeps the id that it has: two tabs, or a file, do not make another one of it. @param {Response} before @param {Response} after */
  changes(before, after) {
    const { id } = this.value;
    return super.changes({ ...before, id }, { ...after, id: id || after.id });
  }

  /**
   * Answers to another major version are kept under a key of their own.
   * @param {string} name @param {string} ours
   */
  findOtherVersion(name, ours) {
    const ends = /^[0-9]+$/;
    for (let i = 0; i < (this.shelf?.length ?? 0); i++) {
      const key = this.shelf?.key(i) ?? "";
      const major = key.startsWith(name) ? key.slice(name.length) : "";
      if (!ends.test(major) || major === ours) continue;
      const text = this.shelf?.getItem(key) ?? "";
      this.trouble.other_version = super.parsed(text)?.version ?? major;
      this.trouble.other_file = text;
    }
  }
}
