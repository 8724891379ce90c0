// My learning: keeps what the reader says of it, and fills in what Python makes of all that this browser keeps.
//
// State: kept (a record), quizzes, exercises, response:INSTRUMENT, incoming.

import { asText, download, fileName, randomId, stamp, today } from "./files.js";
import { fill } from "./fill.js";
import { marked } from "./bookmark.js";
import { OWN, showPlanned, ticked, typed, withStep } from "./planning.js";
import { listed } from "./rows.js";
import { View, dateInWords, dayInWords, piece } from "./view.js";

/** @typedef {import("./outputs").learning.Output} Output */
/** @typedef {import("./outputs").learning.View} Added what this view adds to the output */

/** @extends {View<Output>} */
class Learning extends View {
  /** @type {Record<string, any> | null} what was here before a file was taken in */
  before = null;

  /** Whether scores are to be in a record for others: asked anew at each visit. */
  scores = false;

  /** Whether such a record was asked for without a name. */
  nameless = false;

  start() {
    super.start();
    // A place that another page leads to was not there before.
    const place = /^#learning--\w+$/.test(location.hash) ? this.one(location.hash) : null;
    if (place) requestAnimationFrame(() => place.scrollIntoView({ block: "start" }));
  }

  /** Whether what moved is not told yet. Whoever follows a link to it sees it. */
  get unmoved() {
    return this.output.unmoved === true && location.hash !== `#${this.one("[data-moved]").id}`;
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    if (target.matches("[data-file]")) return void this.openFile(target);
    this.told = {};
    this.nameless = false;
    if (target.matches("[data-scores]")) {
      this.scores = target.checked;
      return this.show();
    }
    const { kept } = this.state;
    if (target.dataset.read !== undefined) this.set({ kept: marked(kept, target.dataset.read, target.checked) });
    if (target.dataset.kept !== undefined) this.set({ kept: { ...kept, [target.dataset.kept]: target.value } });
    if (target.dataset.planField !== undefined) this.set({ kept: typed(kept, target) });
    if (target.dataset.planDone !== undefined) this.set({ kept: ticked(kept, target) });
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    if (act === "save") download(fileName("my-learning"), asText(this.file));
    if (act === "open") this.one("[data-file]").click();
    if (act === "save-record") void this.saveRecord();
    if (act === "print") this.print(this.one("[data-record]"));
    if (act === "start" || act === "end") {
      this.told = { [act]: true };
      this.one(this.unmoved ? "[data-plan-head]" : "[data-moved]").focus(); // the button that was pressed may go
      const { end: _, ...kept } = this.state.kept ?? {};
      this.set({ kept: { ...(act === "start" ? kept : this.state.kept), [act]: this.output.pulse } });
    }
    if (act === "print-plan") this.print(this.one("[data-plan]"));
    if (act.startsWith("plan-")) void this.savePlan(act.slice("plan-".length));
    if (act === "unplan") this.takeOut(/** @type {HTMLElement} */ (button.closest("[data-planned]")).dataset);
    if (act === "add-own") this.addOwn();
    if (act === "take-theirs") this.take(this.output.incoming?.theirs ?? {});
    if (act === "take-mine") this.take(this.output.incoming?.mine ?? {});
    if (act === "leave") this.close({});
    if (act === "undo" && this.before) {
      this.told = { undone: true };
      this.set(this.before);
    }
    if (act === "erase") this.dialog.showModal();
    if (act === "keep") this.dialog.close();
    if (act === "erase-all") {
      this.dialog.close();
      this.told = { erased: true };
      this.model.send({ erase: true });
      this.show();
    }
  }

  /** The steps that the reader means to take, in the order in which they were chosen. @returns {import("./outputs").learning.PlannedShown[]} */
  get plan() {
    const day = today();
    const all = Object.entries(this.steps).flatMap(([instrument, steps]) =>
      Object.entries(steps).map(([id, step]) => ({ key: `${instrument}/${id}`, instrument, id, ...step })),
    );
    return all
      .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
      .map(({ key, instrument, id, title, step, day: since, due = "", done = "" }) => ({
        ...{ key, instrument, id, title, step, called: title || step, day: dayInWords(since) },
        ...{ by: due ? dayInWords(due) : "", late: due !== "" && due < day && !done, done: done ? dayInWords(done) : "" },
      }));
  }

  /** The same as kept: steps by instrument and practice. @returns {import("./planning.js").Plan} */
  get steps() {
    return this.state.kept?.plan ?? {};
  }

  /** Put an action of the reader's own in the plan: their words, and who and by when where they said so. */
  addOwn() {
    const [text, owner, due] = /** @type {HTMLInputElement[]} */ (this.all("[data-new]"));
    const step = text?.value.trim() ?? "";
    this.told = step ? { added: true } : { wordless: true };
    text?.focus();
    if (!step) return this.show();
    const said = Object.fromEntries([owner, due].flatMap((field) => (field?.value.trim() ? [[field.dataset.new, field.value.trim()]] : [])));
    this.set({ kept: withStep(this.state.kept, OWN, `action.a${randomId()}`, { title: "", step, day: today(), ...said }) });
    for (const field of [text, owner, due]) if (field) field.value = "";
  }

  /** @param {string} kind */
  async savePlan(kind) {
    const fault = await this.saveFile("learning-plan", { ...this.state, incoming: null, kind });
    this.told = { undated: Boolean(fault) };
    this.show();
  }

  /** Take a step out of the reader's plan. @param {DOMStringMap} item */
  takeOut({ instrument = "", id = "" }) {
    this.told = { unplanned: true };
    this.one("[data-plan-head]").focus(); // the button that was pressed goes
    this.set({ kept: withStep(this.state.kept, instrument, id, null) });
  }

  /** Save what is shown as a record for whoever plans training. */
  async saveRecord() {
    const fault = await this.saveFile("training-record", { ...this.state, incoming: null, scores: this.scores });
    this.told = { record_saved: fault === null };
    this.nameless = Boolean(fault);
    this.show();
    if (!fault) return;
    const name = this.one("[data-kept=name]");
    name.focus({ preventScroll: true });
    name.scrollIntoView({ block: "center" }); // what is wrong stands below the field, and is seen with it
  }

  /** @returns {HTMLDialogElement} */
  get dialog() {
    return this.one("[data-erase]");
  }

  /** The instruments whose answers belong to it. @returns {string[]} */
  get instruments() {
    return Object.keys(JSON.parse(this.form.dataset.responses ?? "{}"));
  }

  /** All of it as one file. */
  get file() {
    const { kept, quizzes } = this.state;
    const exercises = Object.fromEntries(Object.entries(this.state.exercises ?? {}).map(([name, { inputs, own }]) => [name, { inputs: listed(inputs), ...(own ? { own } : {}) }]));
    const responses = Object.fromEntries(this.instruments.map((name) => [name, this.state[`response:${name}`]]).filter(([, response]) => Object.keys(response?.answers ?? {}).length > 0));
    return { format: "capability-learning/1", saved: stamp(), record: kept ?? {}, quizzes: quizzes ?? {}, exercises, responses };
  }

  /** Whether this browser keeps nothing of it: told from what is stored, since Python may still be starting. */
  get isBlank() {
    const { record, quizzes, exercises, responses } = this.file;
    return [record, quizzes, exercises, responses].every((part) => Object.keys(part).length === 0);
  }

  /** @param {Record<string, any>} parts */
  take(parts) {
    this.before = Object.fromEntries(Object.keys(parts).map((part) => [part, this.state[part]]));
    this.close({ taken: true }, parts);
  }

  /** @param {Record<string, boolean>} told @param {Record<string, any>} [parts] */
  close(told, parts = {}) {
    this.told = told;
    this.set({ ...parts, incoming: null });
    this.one("[data-act=open]").focus();
  }

  /** @param {HTMLInputElement} input */
  async openFile(input) {
    const text = await this.textOf(input);
    if (text != null) this.set({ incoming: text });
    else this.show();
  }

  /** The modules, by the rows of the table. */
  get names() {
    return this.all("[data-read]").map(({ dataset }) => dataset.read ?? "");
  }

  /** What was done in a module: what is kept of it, and beside it, once Python has answered, the rest. @param {string} name @param {string | null} day */
  shown(name, day) {
    const { quizzes, exercises } = this.state;
    const module = this.output.modules?.[name];
    const best = quizzes?.[name]?.best ?? null;
    const exercise = exercises?.[name]?.own === true;
    const trying = !exercise && exercises?.[name] !== undefined;
    const none = { questions: 0, answered: 0, of: 0, begun: false, read: this.state.kept?.read?.[name] ?? null };
    return { ...none, best, exercise, ...module, tried: best !== null, trying, counted: Boolean(module?.begun && module.answered), day };
  }

  fill() {
    const { output, host, told, state } = this;
    const kept = state.kept ?? {};
    const days = Object.fromEntries(Object.entries(kept.read ?? {}).map(([module, day]) => [module, dayInWords(day)]));
    const modules = Object.fromEntries(this.names.map((name) => [name, this.shown(name, days[name] ?? null)]));
    const rows = Object.entries(output.moves?.rows ?? {}).map(([name, row]) => [name, withGiven(row)]);
    const blank = this.isBlank;
    /** @type {Added} */
    const added = {
      ...{ modules, days, host, told, blank, unmoved: this.unmoved },
      fetching: !blank && output.modules === undefined,
      unbegun: blank || (output.totals !== undefined && !output.begun),
      moves: output.moves ? { ...output.moves, rows: Object.fromEntries(rows) } : null,
      name: kept.name ?? null,
      change: kept.change?.trim() ? kept.change : null,
      today: dateInWords(),
      plan: this.plan,
      training: Object.fromEntries(Object.entries(output.training ?? {}).map(([name, done]) => [name, inWords(done)])),
      ready: blank || output.training !== undefined,
      untrained: blank || (output.training !== undefined && Object.keys(output.training).length === 0),
      scores: this.scores,
      nameless: this.nameless,
      start: kept.start ? dayInWords(kept.start.saved) : null,
      end: kept.end ? dayInWords(kept.end.saved) : null,
      under_way: Boolean(kept.start && output.pulse_count),
      finished: output.totals !== undefined && output.totals.read === output.totals.of,
      incoming: state.incoming == null ? null : (output.incoming ?? null),
    };
    fill(this.form, { ...output, ...added });
    /** @type {HTMLButtonElement} */ (this.one("[data-ready]")).disabled = !added.ready;
    for (const box of /** @type {HTMLInputElement[]} */ (this.all("[data-read]"))) box.checked = kept.read?.[box.dataset.read ?? ""] !== undefined;
    for (const input of /** @type {HTMLInputElement[]} */ (this.all("[data-kept]"))) {
      const text = kept[input.dataset.kept ?? ""] ?? "";
      if (input.value !== text) input.value = text;
    }
    showPlanned(this.form, kept);
    this.leadTo("[data-incoming]", output.incoming ? (state.incoming ?? null) : null);
  }
}

/** @param {import("./outputs").learning.Move} row @returns {import("./outputs").learning.MoveShown} */
function withGiven(row) {
  return { ...row, before_given: row.before !== null, after_given: row.after !== null };
}

/** @param {import("./outputs").learning.DoneTold} done what a record tells of a module, its days in words */
function inWords(done) {
  const [day, scored_day, read] = [done.day, done.scored_day, done.read].map((given) => (given ? dayInWords(given) : null));
  return { ...done, day: day ?? null, scored_day: scored_day ?? null, read: read ?? null };
}

export default piece(Learning);
