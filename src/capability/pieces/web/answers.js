// Keeps one response to an instrument in the browser's own storage, shared by all pages and tabs of a site.

import { Keeper, isShallow } from "./keeper.js";

/** @typedef {import("./assessment.js").Response} Response */

/** An answer is one entry, with its evidence and its note; and so is each word about the rater and where the response is from. */
const DEPTHS = { answers: 2, rater: 2, context: 2 };

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
    super(site, `response:${instrument}:${major}`, { format: "capability-response/1", instrument, version, answers: {} }, shelf, DEPTHS);
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
    const response = parsed(text, this.blank.instrument);
    return response && { ...response, version: this.blank.version };
  }

  /** A response keeps the id that it has: two tabs, or a file, do not make another one of it. @param {Response} before @param {Response} after */
  changes(before, after) {
    const { id } = this.value;
    return super.changes({ ...before, id }, { ...after, id: id ?? after.id });
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
      this.trouble.other_version = parsed(text, this.blank.instrument)?.version ?? major;
      this.trouble.other_file = text;
    }
  }
}

/**
 * A kept text as a response, or null where it is none. Python has the last word on what is in it.
 * @param {string} text
 * @param {string} instrument
 * @returns {Response | null}
 */
function parsed(text, instrument) {
  try {
    const response = JSON.parse(text);
    if (!isShallow(response, 4)) return null;
    const whole = response.format === "capability-response/1" && response.instrument === instrument && typeof response.version === "string";
    const answers = Object.values(response.answers);
    const words = [response.id, response.saved, ...Object.values(response.rater ?? {}), ...Object.values(response.context ?? {})];
    return whole && !Array.isArray(response.answers) && answers.every(isAnswer) && words.every(isText) ? response : null;
  } catch {
    return null;
  }
}

/** @param {unknown} value */
function isText(value) {
  return value === undefined || typeof value === "string";
}

/**
 * Whether a form can show a value as an answer; which levels there are is not asked here.
 * @param {any} value
 */
function isAnswer(value) {
  const isLevel = typeof value?.level === "number" || typeof value?.level === "string";
  return isLevel && isText(value.evidence) && isText(value.note);
}
