// A chapter's exercise: reads and writes its fields, and fills in what Python worked out.
//
// State: kept {chapter: {inputs, own}}, learning (a record, with the reader's plan), incoming. All chapters share `kept`, so that one page can tell of them all.

import { asText, download, fileName, randomId } from "./files.js";
import { fill } from "./fill.js";
import { pressed, showPlanned, typed } from "./planning.js";
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
    if (target.dataset.planField !== undefined) return this.set({ learning: typed(this.state.learning, target) });
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
    if (act === "print-result") this.print(this.one(".cap-result"), "page");
    if (act === "plan") this.set({ learning: pressed(this.state.learning, button) });
    if (act === "empty") this.empty();
    if (act === "example") this.replace(null, { example: true });
    if (act === "undo") this.replace(this.before ?? null, {});
    if (act === "add") this.add(button);
    if (act === "begin") this.begin(/** @type {HTMLButtonElement} */ (button));
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

  /** Take over an entry to begin with, in a row of its own or in one that is empty; pressed again, that row goes. @param {HTMLButtonElement} button */
  begin(button) {
    this.told = {};
    const { table = "", column = "", most } = button.dataset;
    const rows = this.rows(table);
    const there = Object.keys(rows).filter((name) => same(rows[name]?.[column], button.value));
    const others = Object.fromEntries(Object.entries(rows).filter(([name]) => !there.includes(name)));
    if (there.length > 0) return this.keep({ ...this.inputs, [table]: others });
    const empty = Object.keys(rows).find((name) => Object.values(rows[name] ?? {}).every((text) => text.trim() === ""));
    if (empty === undefined && Object.keys(rows).length >= Number(most)) return;
    this.keep({ ...this.inputs, [table]: { ...rows, [empty ?? `r${randomId()}`]: { ...this.blankRow(table), [column]: button.value } } });
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

  /** @returns {HTMLDetailsElement[]} */
  get folded() {
    return /** @type {HTMLDetailsElement[]} */ (this.all(".cap-exercise-optional"));
  }

  /** Faults of one row by its columns' names. @param {string} table @param {number} i */
  faultsOf(table, i) {
    const start = `${table}/${i}/`;
    const all = Object.entries(isBlank(this.inputs) ? {} : (this.output.faults ?? {})).filter(([path]) => path.startsWith(start));
    return Object.fromEntries(all.map(([path, words]) => [path.slice(start.length), words]));
  }

  fill() {
    const { output, host, inputs } = this;
    const untouched = this.own !== null && isBlank(inputs); // nothing is wrong yet where nothing was typed
    const faults = untouched ? {} : (output.faults ?? {});
    const tables = Object.fromEntries(
      Object.entries(this.example)
        .filter(([, value]) => typeof value === "object")
        .map(([table]) => [table, Object.keys(this.rows(table)).map((key, i) => ({ key, number: i + 1, faults: this.faultsOf(table, i) }))]),
    );
    const waiting = Object.keys(faults).length > 0;
    const incoming = this.state.incoming == null ? null : output.incoming;
    const sample = this.own === null && !output.result;
    const stopped = host.work === "stopped" || host.work === "silent";
    const starting = this.own !== null && !untouched && !output.result && !waiting && !stopped && ["idle", "starting", "slow"].includes(host.python ?? "");
    // Before Python answers it is as it was when it last did.
    const example = this.own === null || !(output.made_up ? output.own || output.made_up.left === 0 : this.entry?.own);
    /** @type {Added} */
    const added = { sample, starting, example, begun: this.own !== null, faults, tables, waiting, untouched, incoming: incoming ?? null, host, told: this.told };
    fill(this.form, { ...output, ...added });
    showPlanned(this.form, this.state.learning, host.keeps === true);
    for (const part of this.folded) if (part.querySelector("label .cap-fault:not([hidden]), p.cap-fault > :not([hidden])")) part.open = true; // what is wrong is seen
    for (const input of /** @type {HTMLInputElement[]} */ (this.all("[data-field]"))) write(input, inputs[input.dataset.field ?? ""], Boolean(faults[input.dataset.field ?? ""]));
    for (const button of /** @type {HTMLButtonElement[]} */ (this.all("[data-act=begin]"))) {
      const { table = "", column = "" } = button.dataset;
      const isThere = Object.values(this.rows(table)).some((row) => same(row[column], button.value));
      button.setAttribute("aria-pressed", String(isThere));
    }
    for (const list of /** @type {HTMLSelectElement[]} */ (this.all("[data-picks]"))) {
      const row = /** @type {HTMLElement} */ (list.closest("[data-row]"));
      const { table, name } = this.placeOf(row);
      const [from = "", column = ""] = (list.dataset.picks ?? "").split("/");
      offer(
        list,
        Object.values(this.rows(from)).map((entry) => entry[column] ?? ""),
        this.rows(table)[name]?.[list.dataset.columnField ?? ""] ?? "",
      );
    }
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

/** Whether two entries are one to a reader. @param {string | undefined} one @param {string} other */
function same(one, other) {
  return bare(one ?? "").toLowerCase() === bare(other).toLowerCase();
}

/** @param {string} text */
function bare(text) {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Have a list offer what stands in another table, each once; what was chosen before stays, also where it is there no longer.
 * @param {HTMLSelectElement} list @param {string[]} entries @param {string} chosen
 */
function offer(list, entries, chosen) {
  const own = [...list.options].filter((option) => option.value === "" || option.hasAttribute("data-otherwise"));
  const found = entries.map(bare).filter((text, i, all) => text !== "" && all.findIndex((other) => same(other, text)) === i);
  const offered = found.map((text) => (same(text, chosen) ? chosen : text));
  const kept = chosen && !offered.includes(chosen) && !own.some(({ value }) => value === chosen) ? [chosen] : [];
  const wanted = [...offered, ...kept];
  const there = [...list.options].filter((option) => !own.includes(option)).map(({ value }) => value);
  if (JSON.stringify(there) === JSON.stringify(wanted)) return;
  const [first, ...last] = own;
  list.replaceChildren(...(first ? [first] : []), ...wanted.map((text) => new Option(text, text)), ...last);
}

/** @param {HTMLInputElement} input @param {unknown} value @param {boolean} wrong */
function write(input, value, wrong) {
  const text = typeof value === "string" ? value : "";
  if (input.value !== text) input.value = text;
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/** Whether nothing stands in any field or row. @param {unknown} inputs @returns {boolean} */
function isBlank(inputs) {
  return typeof inputs === "object" && inputs !== null ? Object.values(inputs).every(isBlank) : String(inputs ?? "").trim() === "";
}

export default piece(Exercise);
