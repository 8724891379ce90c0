// A chapter's exercise: reads and writes its fields, and fills in what Python worked out.
//
// State: kept {chapter: {inputs, own}}, incoming. All chapters share `kept`, so that one page can tell of them all.

import { asText, download, fileName, randomId } from "./files.js";
import { fill } from "./fill.js";
import { listed, named } from "./rows.js";
import { View, piece } from "./view.js";

/** @typedef {import("./outputs").exercise.Output} Output */
/** @typedef {import("./outputs").exercise.View} Added what this view adds to the output */
/** @typedef {import("./rows.js").Inputs} Inputs */

/** @extends {View<Output>} */
class Exercise extends View {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    this.chapter = form.dataset.exercise ?? "";
    /** @type {Inputs} the worked example, as it stands in the form */
    this.example = named(JSON.parse(form.dataset.example ?? "{}"));
    /** @type {Inputs | null | undefined} what was in the form before the last large change */
    this.before = undefined;
    this.settle = this.settle.bind(this);
  }

  start() {
    super.start();
    this.model.on("change:output", this.settle);
    this.settle();
  }

  leave() {
    super.leave();
    this.model.off("change:output", this.settle);
  }

  /** Keep whether it is the reader's own case, as Python found: other pages tell of it without Python. */
  settle() {
    const { own } = this.output;
    const entry = this.entry;
    if (entry && own !== undefined && own !== Boolean(entry.own)) this.set({ kept: { ...this.state.kept, [this.chapter]: { ...entry, own } } });
  }

  /** @returns {{inputs: Inputs, own?: boolean} | undefined} */
  get entry() {
    return this.state.kept?.[this.chapter];
  }

  /** What the reader typed, or null while the worked example stands there. @returns {Inputs | null} */
  get own() {
    const inputs = this.entry?.inputs;
    return inputs ? named(inputs) : null;
  }

  /** @returns {Inputs} */
  get inputs() {
    return this.own ?? this.example;
  }

  /** A table's rows by their names. @param {string} table @returns {Record<string, import("./rows.js").Row>} */
  rows(table) {
    const rows = this.inputs[table];
    return typeof rows === "object" ? rows : {};
  }

  /** @param {Inputs | null} inputs */
  keep(inputs) {
    const kept = this.entry?.inputs;
    if (inputs !== null && JSON.stringify(kept) !== JSON.stringify(this.inputs)) this.suppose({ [this.chapter]: { inputs: this.inputs } });
    const { [this.chapter]: _, ...others } = this.state.kept ?? {};
    this.set({ kept: inputs === null ? others : { ...others, [this.chapter]: { ...this.state.kept?.[this.chapter], inputs } } });
  }

  /** Put other inputs in the place of these, so that these can be brought back. @param {Inputs | null} inputs @param {Record<string, boolean>} told */
  replace(inputs, told) {
    this.before = this.own;
    this.told = told;
    this.keep(inputs);
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    if (target.matches("[data-file]")) return void this.openFile(target);
    this.told = {};
    if (target.dataset.field !== undefined) this.keep({ ...this.inputs, [target.dataset.field]: target.value });
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-row]"));
    if (row === null) return;
    const { table, name } = this.placeOf(row);
    const rows = this.rows(table);
    this.keep({ ...this.inputs, [table]: { ...rows, [name]: { ...rows[name], [target.dataset.columnField ?? ""]: target.value } } });
  }

  /** @param {HTMLElement} row */
  placeOf(row) {
    const section = /** @type {HTMLElement} */ (row.closest("[data-rows]"));
    return { table: section.dataset.rows ?? "", name: row.dataset.key ?? "" };
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    if (act === "save") download(fileName(`${this.chapter}-exercise`), asText({ format: "capability-exercise/1", exercise: this.chapter, inputs: listed(this.inputs) }));
    if (act === "save-table") void this.saveFile("exercise-file", { kept: this.state.kept });
    if (act === "open") this.one("[data-file]").click();
    if (act === "print") this.print(this.form);
    if (act === "empty") this.empty();
    if (act === "example") this.replace(null, { example: true });
    if (act === "undo") this.replace(this.before ?? null, {});
    if (act === "add") this.add(button);
    if (act === "remove") this.remove(/** @type {HTMLElement} */ (button.closest("[data-row]")));
    if (act === "take") this.replace(this.output.incoming?.inputs ? named(this.output.incoming.inputs) : null, { taken: true });
    if (act === "take" || act === "leave") {
      this.set({ incoming: null });
      this.one("[data-act=open]").focus();
    }
  }

  empty() {
    const fields = Object.keys(this.example).map((name) => [name, typeof this.example[name] === "object" ? { r0: this.blankRow(name) } : ""]);
    this.replace(Object.fromEntries(fields), { emptied: true });
    /** @type {HTMLElement | null} */ (this.form.querySelector("[data-field], [data-column-field]"))?.focus();
  }

  /** A table's row with nothing in it. @param {string} table */
  blankRow(table) {
    const [row = {}] = Object.values(this.example[table] ?? {});
    return Object.fromEntries(Object.keys(row).map((name) => [name, ""]));
  }

  /** @param {HTMLElement} button */
  add(button) {
    this.told = {};
    const table = button.dataset.table ?? "";
    const rows = this.rows(table);
    if (Object.keys(rows).length >= Number(button.dataset.most)) return;
    const name = `r${randomId()}`;
    this.keep({ ...this.inputs, [table]: { ...rows, [name]: this.blankRow(table) } });
    queueMicrotask(() => queueMicrotask(() => this.one(`[data-rows="${table}"] [data-key="${name}"] [data-column-field]`)?.focus()));
  }

  /** @param {HTMLElement} row */
  remove(row) {
    this.told = {};
    const { table, name } = this.placeOf(row);
    const { [name]: _, ...others } = this.rows(table);
    this.keep({ ...this.inputs, [table]: others });
    this.one(`[data-table="${table}"]`).focus();
  }

  /** @param {HTMLInputElement} input */
  async openFile(input) {
    const text = await this.textOf(input);
    if (text !== undefined) this.set({ incoming: text });
  }

  /** Faults of one row by its columns' names. @param {string} table @param {number} i */
  faultsOf(table, i) {
    const start = `${table}/${i}/`;
    const all = Object.entries(this.output.faults ?? {}).filter(([path]) => path.startsWith(start));
    return Object.fromEntries(all.map(([path, words]) => [path.slice(start.length), words]));
  }

  fill() {
    const { output, host, inputs } = this;
    const faults = output.faults ?? {};
    const tables = Object.fromEntries(
      Object.entries(this.example)
        .filter(([, value]) => typeof value === "object")
        .map(([table]) => [table, Object.keys(this.rows(table)).map((key, i) => ({ key, number: i + 1, faults: this.faultsOf(table, i) }))]),
    );
    const waiting = Object.keys(faults).length > 0;
    const incoming = this.state.incoming == null ? null : output.incoming;
    const sample = this.own === null && !output.result;
    const stopped = host.work === "stopped" || host.work === "silent";
    const starting = this.own !== null && !output.result && !waiting && !stopped && ["idle", "starting", "slow"].includes(host.python ?? "");
    // Before Python answers it is as it was when it last did.
    const example = this.own === null || !(output.made_up ? output.own || output.made_up.left === 0 : this.entry?.own);
    /** @type {Added} */
    const added = { sample, starting, example, begun: this.own !== null, faults, tables, waiting, incoming: incoming ?? null, host, told: this.told };
    fill(this.form, { ...output, ...added });
    for (const input of /** @type {HTMLInputElement[]} */ (this.all("[data-field]"))) write(input, inputs[input.dataset.field ?? ""], Boolean(faults[input.dataset.field ?? ""]));
    for (const row of this.all("[data-row]")) {
      const { table, name: key } = this.placeOf(row);
      const rows = this.rows(table);
      const values = rows[key] ?? {};
      const wrong = this.faultsOf(table, Object.keys(rows).indexOf(key));
      for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll("[data-column-field]"))) {
        const name = input.dataset.columnField ?? "";
        write(input, values[name], Boolean(wrong[name]));
      }
    }
    this.leadTo("[data-incoming]", incoming ? this.state.incoming : null);
  }
}

/** @param {HTMLInputElement} input @param {unknown} value @param {boolean} wrong */
function write(input, value, wrong) {
  const text = typeof value === "string" ? value : "";
  if (input.value !== text) input.value = text;
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

export default piece(Exercise);
