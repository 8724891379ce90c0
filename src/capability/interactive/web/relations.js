// The form that an actor fills for its own row: reads and writes it, and fills in what Python worked out.
//
// State: kept {rater, ties: {name: level or null}}, incoming.

import { LARGEST_FILE, asText, download, readText, today } from "./files.js";
import { fill } from "./fill.js";

/**
 * @typedef {import("./assessment.js").Model} Model
 * @typedef {{rater?: string, ties?: Record<string, number | null>}} Kept
 */

/** @param {{model: Model, el: HTMLElement}} host */
function render({ model, el }) {
  const html = model.get("html");
  if (html) el.innerHTML = html;
  const view = new View(model, /** @type {HTMLElement} */ (el.matches("[data-piece]") ? el : el.querySelector("[data-piece]")));
  return () => view.leave();
}

export default { render };

class View {
  /** @param {Model} model @param {HTMLElement} form */
  constructor(model, form) {
    this.model = model;
    this.form = form;
    this.suggested = [...form.querySelectorAll("[data-suggested] span")].map((name) => name.textContent ?? "");
    /** @type {Record<string, boolean>} what was done last, to be said once */
    this.told = {};
    /** @type {Record<string, boolean>} what is wrong with the name to be added */
    this.fault = {};
    /** @type {string | null} */
    this.incomingShown = null;
    this.stop = new AbortController();
    this.show = this.show.bind(this);
    const { signal } = this.stop;
    for (const element of this.all("[data-with-script]")) element.hidden = false;
    for (const element of this.all("[data-without-script]")) element.hidden = true;
    form.addEventListener("input", (event) => this.changed(/** @type {HTMLInputElement} */ (event.target)), { signal });
    form.addEventListener("click", (event) => this.clicked(/** @type {HTMLElement} */ (event.target)), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("keydown", (event) => this.pressed(event), { signal });
    for (const event of ["state", "output", "host"]) model.on(`change:${event}`, this.show);
    this.show();
  }

  leave() {
    this.stop.abort();
    for (const event of ["state", "output", "host"]) this.model.off(`change:${event}`, this.show);
  }

  /** @param {string} selector */
  all(selector) {
    return /** @type {HTMLElement[]} */ ([...this.form.querySelectorAll(selector)]);
  }

  /** @param {string} selector */
  input(selector) {
    return /** @type {HTMLInputElement} */ (this.form.querySelector(selector));
  }

  /** What the reader made, whatever the storage held. @returns {Required<Kept>} */
  get kept() {
    const { rater, ties } = this.model.get("state").kept ?? {};
    const known = ties !== null && typeof ties === "object" && !Array.isArray(ties);
    const name = typeof rater === "string" ? rater : "";
    return { rater: name, ties: known ? ties : Object.fromEntries(this.suggested.map((other) => [other, null])) };
  }

  /** @param {object} change */
  set(change) {
    this.model.set("state", { ...this.model.get("state"), ...change });
    this.model.save_changes();
    this.show();
  }

  /** @param {Kept} change */
  keep(change) {
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

  /** @param {HTMLElement} target */
  clicked(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-act]"));
    const act = button?.dataset.act ?? "";
    if (!button || act === "") return;
    this.told = {};
    if (act === "save") this.save();
    if (act === "open") this.input("[data-file]").click();
    if (act === "print") window.print();
    if (act === "add") this.add();
    if (act === "remove") this.remove(/** @type {HTMLElement} */ (button.closest("[data-actor]")));
    if (act === "take-row") this.take(true);
    if (act === "take-names") this.take(false);
    if (act === "leave") this.close();
    if (act === "rescue") {
      download(`relations-damaged-${today()}.txt`, this.model.get("host").damaged);
      this.model.send({ rescued: true });
    }
    if (act === "erase") {
      this.told = { erased: true };
      this.set({ kept: {}, incoming: null });
    }
  }

  save() {
    const { rater: typed, ties: all } = this.kept;
    const rater = tidy(typed);
    this.told = rater ? { saved: true } : { nameless: true };
    if (rater) {
      const ties = Object.fromEntries(Object.entries(all).filter(([name, level]) => name !== rater && level !== null));
      const name = rater.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
      download(`relations-${name}-${today()}.json`, asText({ format: "capability-relations/1", rater, ties }));
    } else this.input("[data-rater]").focus();
    this.show();
  }

  add() {
    const input = this.input("[data-other]");
    const name = tidy(input.value);
    const { rater, ties } = this.kept;
    this.fault = { empty: name === "", twice: Object.hasOwn(ties, name), itself: name !== "" && name === tidy(rater) };
    if (Object.values(this.fault).some(Boolean)) return this.show();
    input.value = "";
    this.keep({ ties: { ...ties, [name]: null } });
    input.focus();
  }

  /** @param {HTMLElement} actor */
  remove(actor) {
    const { [actor.dataset.name ?? ""]: _, ...ties } = this.kept.ties;
    this.keep({ ties });
    this.input("[data-other]").focus();
  }

  /** @param {HTMLInputElement} input */
  async openFile(input) {
    const file = input.files?.[0];
    input.value = ""; // so that the same file can be chosen again
    if (!file) return;
    const tooBig = file.size > LARGEST_FILE;
    const text = tooBig ? null : await readText(file).catch(() => null);
    this.told = { too_big: tooBig, unreadable: !tooBig && text === null };
    this.incomingShown = null;
    this.set({ incoming: text });
  }

  close() {
    this.set({ incoming: null });
    /** @type {HTMLElement} */ (this.form.querySelector("[data-act=open]")).focus();
  }

  /** Take names from the opened row, and its ratings where they are wanted. @param {boolean} whole */
  take(whole) {
    const { names, row } = this.model.get("output").incoming;
    const { rater, ties } = this.kept;
    const added = Object.fromEntries(names.filter((/** @type {string} */ name) => name !== row.rater || !whole).map((/** @type {string} */ name) => [name, null]));
    this.told = { taken: true };
    this.set({ incoming: null, kept: whole ? { rater: row.rater, ties: { ...ties, ...added, ...row.ties } } : { rater, ties: { ...ties, ...added } } });
    /** @type {HTMLElement} */ (this.form.querySelector("[data-act=open]")).focus();
  }

  show() {
    if (this.showing) return;
    this.showing = true;
    queueMicrotask(() => {
      this.showing = false;
      if (!this.stop.signal.aborted) this.fill();
    });
  }

  fill() {
    const output = this.model.get("output") ?? {};
    const host = this.model.get("host") ?? {};
    const { rater, ties } = this.kept;
    const text = this.model.get("state").incoming ?? null;
    const incoming = text === null ? null : output.incoming;
    const unopened = text !== null && !incoming && (host.python === "failed" || host.broken);
    const others = Object.keys(ties).filter((name) => name !== tidy(rater)).map((name) => ({ name }));
    const progress = { rated: others.filter(({ name }) => ties[name] !== null).length, others: others.length };
    fill(this.form, { ...output, rater: tidy(rater), others, incoming, unopened, progress, host, told: this.told, fault: this.fault });
    const input = this.input("[data-rater]");
    if (document.activeElement !== input) input.value = rater;
    for (const actor of this.all("[data-actor]")) {
      const level = ties[actor.dataset.name ?? ""] ?? null;
      /** @type {HTMLSelectElement} */ (actor.querySelector("select")).value = level === null ? "" : String(level);
    }
    if (incoming && this.incomingShown !== text) {
      this.incomingShown = text;
      /** @type {HTMLElement} */ (this.form.querySelector("[data-incoming]")).focus();
    }
  }
}

/**
 * A name as Python has it: without space around it, and one space between its words.
 * @param {string} name
 */
function tidy(name) {
  return name.trim().replace(/\s+/g, " ");
}
