// The form that an actor fills for its own row: reads and writes it, and fills in what Python worked out.
//
// State: kept {rater, ties: {name: level or null}}, incoming.

import { fileName } from "./files.js";
import { fill } from "./fill.js";
import { unsealed } from "./letter.js";
import { SendingView } from "./sending.js";
import { dateInWords, piece } from "./view.js";

/** @typedef {import("./outputs").relations.Output} Output */
/** @typedef {import("./outputs").relations.View} Added what this view adds to the output */
/** @typedef {{rater?: string, ties?: Record<string, number | null>}} Kept */

/** @extends {SendingView<Output>} */
class Relations extends SendingView {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    this.suggested = this.all("[data-suggested] span").map((name) => name.textContent ?? "");
    /** @type {Added["fault"]} what is wrong with the name to be added */
    this.fault = {};
    this.listen(form, "keydown", (event) => this.pressed(/** @type {KeyboardEvent} */ (event)));
  }

  start() {
    const begun = this.isRated || this.kept.rater !== "";
    super.start();
    if (begun) this.recall();
    // Whoever finds ratings on a device may not be the one who gave them. In a notebook they are the analyst's.
    if (begun && this.host.keeps) this.showOnly("[data-beside=resumed]");
  }

  /** Show one part of the form, and no other. @param {string} part */
  showOnly(part) {
    for (const other of this.all("[data-row], [data-beside]")) other.hidden = !other.matches(part);
  }

  /** Lead the reader to one part, and show no other. @param {string} part @param {string} place what takes the focus */
  lead(part, place = part) {
    this.showOnly(part);
    this.one(place).focus();
  }

  /** What the reader made, whatever the storage held. @returns {Required<Kept>} */
  get kept() {
    const { rater, ties } = this.state.kept ?? {};
    const name = typeof rater === "string" ? rater : "";
    return { rater: name, ties: this.isRated ? ties : Object.fromEntries(this.suggested.map((other) => [other, null])) };
  }

  /** Whether there are actors of the reader's own, be it none, in place of those suggested. */
  get isRated() {
    const ties = this.state.kept?.ties ?? null;
    return typeof ties === "object" && ties !== null && !Array.isArray(ties);
  }

  /** @param {Kept} change */
  keep(change) {
    if (!this.isRated) this.suppose(this.kept);
    this.set({ kept: { ...this.kept, ...change } });
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    this.told = {};
    if (target.matches("[data-file]")) return void this.openFile(target);
    if (target.matches("[data-rater]")) this.keep({ rater: target.value });
    if (target.matches("[data-other]")) {
      this.fault = {};
      this.show();
    }
    const actor = /** @type {HTMLElement | null} */ (target.closest("[data-actor]"));
    if (actor) this.keep({ ties: { ...this.kept.ties, [actor.dataset.name ?? ""]: target.value === "" ? null : Number(target.value) } });
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key !== "Enter" || !target.matches("input")) return;
    event.preventDefault();
    if (target.matches("[data-other]")) this.add();
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    if (["send", "share", "copy", "save", "print-letter"].includes(act) && tidy(this.kept.rater) === "") return this.askWho();
    this.told = {};
    super.clicked(act);
    if (act === "resume" || act === "again") this.lead("[data-row]", "[data-rater]");
    if (act === "clear-now" || act === "afresh") this.clear(act === "afresh");
    if (act === "open") this.one("[data-file]").click();
    if (act === "print") window.print();
    if (act === "add") this.add();
    if (act === "remove") this.remove(/** @type {HTMLElement} */ (button.closest("[data-actor]")));
    if (act === "take-row") this.take(true);
    if (act === "take-names") this.take(false);
    if (act === "leave") this.close();
  }

  /** What is sent is named after whoever rates: that must be known first. */
  askWho() {
    this.tell({ nameless: true });
    this.one("[data-rater]").focus();
  }

  /** Forget these ratings. @param {boolean} begin whether another organisation begins at once */
  clear(begin) {
    this.set({ kept: {}, incoming: null });
    this.forget();
    this.fault = {};
    this.one("[data-rater]").value = ""; // also where the reader is in it
    this.show();
    if (begin) this.lead("[data-row]", "[data-rater]");
    else this.lead("[data-beside=cleared]");
  }

  /** What is sent of the ratings: those of others that have one. */
  get row() {
    const { rater, ties } = this.kept;
    const name = tidy(rater);
    const rated = Object.entries(ties).filter(([other, level]) => !alike(other, name) && level !== null);
    return { format: "capability-relations/1", rater: name, ties: Object.fromEntries(rated) };
  }

  get fileName() {
    return fileName("relations", [tidy(this.kept.rater), this.round].filter(Boolean).join(" "), "txt");
  }

  get sheet() {
    return Object.entries(this.row.ties).map(([name, level]) => ({ asked: unsealed(name), said: this.lettersWord(`level-${level}`), note: "" }));
  }

  get sealed() {
    return this.row;
  }

  add() {
    const input = this.one("[data-other]");
    const name = tidy(input.value);
    const { rater, ties } = this.kept;
    const twice = Object.keys(ties).some((other) => alike(other, name));
    this.fault = { empty: name === "", twice, itself: name !== "" && alike(name, rater) };
    if (Object.values(this.fault).some(Boolean)) return this.show();
    input.value = "";
    this.keep({ ties: { ...ties, [name]: null } });
    input.focus();
  }

  /** @param {HTMLElement} actor */
  remove(actor) {
    const { [actor.dataset.name ?? ""]: _, ...ties } = this.kept.ties;
    this.keep({ ties });
    this.one("[data-other]").focus();
  }

  /** @param {HTMLInputElement} input */
  async openFile(input) {
    const text = await this.textOf(input);
    if (text !== undefined) this.set({ incoming: text });
  }

  close() {
    this.set({ incoming: null });
    this.one("[data-act=open]").focus();
  }

  /** Take names from the opened row, and its ratings where they are wanted. @param {boolean} whole */
  take(whole) {
    const { names = [], row = {} } = this.output.incoming ?? {};
    const { rater, ties } = this.kept;
    const added = Object.fromEntries(names.filter((name) => !whole || !alike(name, row.rater)).map((name) => [name, null]));
    this.told = { taken: true };
    this.set({ incoming: null, kept: whole ? { rater: row.rater, ties: { ...ties, ...added, ...row.ties } } : { rater, ties: { ...ties, ...added } } });
    this.one("[data-act=open]").focus();
  }

  fill() {
    const { output, host } = this;
    const { rater, ties } = this.kept;
    const text = this.state.incoming ?? null;
    const incoming = text === null ? null : output.incoming;
    const unopened = text !== null && !incoming && (host.python === "failed" || host.broken === true);
    const others = Object.keys(ties).filter((name) => !alike(name, rater)).map((name) => ({ name }));
    const progress = { rated: others.filter(({ name }) => ties[name] !== null).length, others: others.length };
    /** @type {Added} */
    const added = { ...this.sent, round: this.round, date: dateInWords(), rater: tidy(rater), others, incoming: incoming ?? null, unopened, progress, host, fault: this.fault };
    fill(this.form, { ...output, ...added });
    const input = this.one("[data-rater]");
    if (document.activeElement !== input) input.value = rater;
    for (const actor of this.all("[data-actor]")) {
      const level = ties[actor.dataset.name ?? ""] ?? null;
      /** @type {HTMLSelectElement} */ (actor.querySelector("select")).value = level === null ? "" : String(level);
    }
    this.leadTo("[data-incoming]", incoming ? text : null);
  }
}

export default piece(Relations);

/** Whether two names are one: capitals and spaces tell nobody apart, as in Python's `name_key`. @param {string} one @param {string} other */
function alike(one, other) {
  const [first, second] = [one, other].map((name) => name.normalize("NFKC").toLowerCase().replaceAll(/\s/gu, ""));
  return first === second;
}

/**
 * A name as Python has it: without space around it, and one space between its words.
 * @param {string} name
 */
function tidy(name) {
  return name.trim().replace(/\s+/g, " ");
}
