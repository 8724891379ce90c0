// The workbench: takes files, asks Python what is in them, and keeps the reader's choices and words.
//
// State: piles {now, last}, dropped, synthetic, day (of the last change), kept {instrument, targets, edits, ids, names, decisions, invited, last_rounds, council}, opened.
// Only `kept` outlives the page. How many were invited, and when the last round was, is in no plan's file: so it stays
// where another plan is begun.

import { Gatherer, LARGEST_PILE, listenForFiles } from "./dropping.js";
import { asText, download, fileName, randomId, readBase64, today } from "./files.js";
import { fill } from "./fill.js";
import { copy } from "./handing.js";
import { View, dateInWords, piece, printOnEachSheet } from "./view.js";

/** @typedef {import("./outputs").workbench.Output} Output */
/** @typedef {import("./outputs").workbench.View} Added what this view adds to the output */

/**
 * @typedef {{owner?: string, due?: string, note?: string, leave_out?: boolean}} Edit
 * @typedef {{targets?: Record<string, number>, edits?: Record<string, Edit>, ids?: string, names?: string, decisions?: string, invited?: string, last_rounds?: string}} Plan one instrument's
 * @typedef {{instrument?: string, council?: string} & {[Part in keyof Plan]?: Record<string, NonNullable<Plan[Part]>>}} Kept
 */

/** @typedef {{format: string, columns: Record<string, string>, tables: Record<string, string>}} Columns */

/** @typedef {{where: string, words: string, columns: Record<string, string>, tables: Record<string, string>}} Said the choice that a reader made */

/** The most bytes of a council's own Word file; Python has the same limit. */
const LARGEST_TEMPLATE = 10_000_000;

/** The made-up answers that the site brings along, by the pile that they are for. */
const DEMONSTRATION = { last: "demonstration-last.zip", now: "demonstration-now.zip" };

/** @param {File} file */
const isMadeUp = (file) => Object.values(DEMONSTRATION).includes(file.name);

/** @extends {View<Output>} */
class Workbench extends View {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    /**
     * The files of each pile, as long as the page is open: all that it ever held. The state says by a number (`dropped`)
     * which of them its piles are from, so that a page that takes piles back takes their files back with them.
     * @type {{files: Record<string, File[]>, synthetic: boolean}[]}
     */
    this.drops = [{ files: {}, synthetic: Boolean(this.state.synthetic) }];
    /** @type {Record<string, Said[]>} what the reader said about the tables of each pile */
    this.said = {};
    /** @type {Added["write_fault"]} why a file could not be written */
    this.writeFault = null;
    /** @type {Added["paper_fault"]} why there is no board paper */
    this.paperFault = null;
    /** @type {(Added["template"] & {data: string}) | null} the council's own Word file, as base64 text */
    this.template = null;
    /** @type {{done: number, of: number} | null} */
    this.reading = null;
    /** @type {Partial<Output> | null} what was shown when files were read, of which the report is still to come */
    this.awaited = null;
    this.gatherer = new Gatherer(this.ask, (reading) => {
      this.reading = reading;
      this.show();
    });
    listenForFiles(this, (pile, files) => void this.read(pile, files));
  }

  /** What the page holds now. */
  get held() {
    return this.drops[this.state.dropped ?? 0] ?? { files: {}, synthetic: false };
  }

  /** @param {Record<string, object>} piles @param {Record<string, File[]>} files of which they are @param {boolean} synthetic */
  hold(piles, files, synthetic) {
    const dropped = this.drops.push({ files, synthetic }) - 1;
    this.set({ piles, dropped, synthetic, day: today() });
  }

  /** @returns {Kept} */
  get kept() {
    return this.state.kept ?? {};
  }

  /** The instrument that is looked at. @returns {string} */
  get chosen() {
    return this.output.chosen ?? "";
  }

  /** @param {Kept} change */
  keep(change) {
    this.set({ kept: { ...this.kept, ...change }, day: today() });
  }

  /** Change parts of the plan; one that is begun by it gets its identity. @param {Plan} change */
  keepPlan(change) {
    const parts = Object.entries({ ids: this.kept.ids?.[this.chosen] ?? randomId(), ...change });
    this.keep(Object.fromEntries(parts.map(([part, value]) => [part, { .../** @type {any} */ (this.kept)[part], [this.chosen]: value }])));
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    this.told = {};
    this.writeFault = this.paperFault = null;
    if (target.matches("[data-plan]")) return void this.openPlan(target);
    if (target.matches("[data-template]")) return void this.takeTemplate(target);
    if (target.matches("[data-chosen]")) this.keep({ instrument: /** @type {any} */ (target).selectedOptions[0].dataset.id });
    if (target.matches("[data-plan-name]")) this.keepPlan({ names: target.value });
    if (target.matches("[data-decision]")) this.keepPlan({ decisions: target.value });
    if (target.matches("[data-invited]")) this.keepPlan({ invited: target.value });
    if (target.matches("[data-invited-of]")) this.keep({ invited: { ...this.kept.invited, [target.dataset.id ?? ""]: target.value } });
    if (target.matches("[data-last-round]")) this.keepPlan({ last_rounds: target.value });
    if (target.matches("[data-council]")) this.keep({ council: target.value });
    if (target.matches("[data-target]")) this.aim(target);
    if (target.matches("[data-take]")) this.take(target.value);
    if (target.matches("[data-edit]")) this.edit(target);
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    this.told = {};
    this.writeFault = this.paperFault = null;
    if (act === "clear-pile") this.clear(/** @type {HTMLElement} */ (button.closest("[data-drop]")).dataset.drop ?? "");
    if (act === "example") void this.example();
    if (act === "settle") void this.settle(button);
    if (act === "save-columns") this.saveColumns();
    if (act === "unsettle") void this.unsettle();
    if (act === "write") void this.writePlan(button.dataset.kind ?? "");
    if (act === "paper") void this.writePaper();
    if (act === "copy") void this.copyWords(/** @type {"sentences" | "text"} */ (button.dataset.what));
    if (act === "choose-template") this.one("[data-template]").click();
    if (act === "leave-template") this.leaveTemplate();
    if (act === "another-plan") void this.beginAnother();
    if (act === "open-plan") this.one("[data-plan]").click();
    if (act === "take-plan") void this.takePlan();
    if (act === "leave-plan") this.set({ opened: null });
    if (act === "print") this.print(this.one(".cap-workbench-report"));
    if (act === "save") void this.write(button.dataset.fileOf ?? "");
    this.show();
  }

  /**
   * Read a pile's files, those that it had and the new ones, and put what Python finds in them into the state.
   * @param {string} pile
   * @param {File[]} added
   */
  read(pile, added) {
    this.told = {};
    return this.gatherer.next(async () => {
      const { held } = this;
      const synthetic = added.length > 0 ? added.some(isMadeUp) : held.synthetic;
      const afresh = held.synthetic !== synthetic; // what is made up never lies among what people said
      const files = afresh ? added : [...(held.files[pile] ?? []), ...added];
      if (files.length === 0) return;
      if (files.reduce((sum, file) => sum + file.size, 0) > LARGEST_PILE) return this.tell({ too_big: true });
      const read = await this.gatherer.gather(files, columnsOf(this.said[pile] ?? [])).catch(() => this.tell({ unreadable: true }));
      if (!read) return;
      const kept = afresh ? { piles: {}, files: {} } : { piles: this.state.piles, files: this.held.files };
      this.awaited = this.output;
      this.hold({ ...kept.piles, [pile]: read }, { ...kept.files, [pile]: files }, synthetic);
    });
  }

  /** Keep the answer to a question about a table, and read its files again. @param {HTMLElement} button */
  settle(button) {
    const zone = /** @type {HTMLElement} */ (button.closest("[data-drop]"));
    const pile = /** @type {"now" | "last"} */ (zone.dataset.drop);
    const questions = (this.output.piles?.[pile]?.tables ?? []).flatMap((table) => table.questions);
    const choices = questions.flatMap(({ where, choices: all }) => all.map((choice) => ({ where, ...choice })));
    const choice = choices[[...zone.querySelectorAll("[data-act=settle]")].indexOf(button)];
    if (!choice) return;
    this.said[pile] = [...(this.said[pile] ?? []), choice];
    return this.read(pile, []);
  }

  /** Take back what was said about tables, and be asked again. */
  async unsettle() {
    const piles = Object.keys(this.said);
    this.said = {};
    for (const pile of piles) await this.read(pile, []);
    this.one("[data-act=settle], [data-act=choose]").focus(); // the button is gone
  }

  /** What was said about all tables, as one file of columns. */
  saveColumns() {
    download(fileName("columns"), asText(columnsOf(Object.values(this.said).flat()) ?? {}));
  }

  /** @param {Added["told"]} told */
  tell(told) {
    this.told = told;
    this.show();
  }

  /** @param {string} pile */
  clear(pile) {
    delete this.said[pile];
    const { held } = this;
    const { [pile]: _, ...piles } = this.state.piles ?? {};
    this.hold(piles, { ...held.files, [pile]: [] }, held.synthetic && Object.keys(piles).length > 0);
    this.one(`[data-drop="${pile}"] [data-act=choose]`).focus();
  }

  async example() {
    try {
      for (const [pile, name] of Object.entries(DEMONSTRATION)) {
        const reply = await fetch(new URL(name, import.meta.url));
        if (!reply.ok) throw new Error(reply.statusText);
        await this.read(pile, [new File([await reply.blob()], name)]);
      }
    } catch {
      this.tell({ no_example: true });
    }
  }

  /** The level aimed at, by dimension: as the reader chose, or else as suggested. @returns {Record<string, number>} */
  get targets() {
    const suggested = (this.output.plan?.dimensions ?? []).flatMap(({ id, target }) => (target === null ? [] : [[id, target]]));
    return this.kept.targets?.[this.chosen] ?? Object.fromEntries(suggested);
  }

  /** Aim a dimension at a level, or at none. @param {HTMLInputElement} select */
  aim(select) {
    const { [select.dataset.id ?? ""]: _, ...others } = this.targets;
    const targets = select.value === "" ? others : { ...others, [select.dataset.id ?? ""]: Number(select.value) };
    if (!this.kept.targets?.[this.chosen]) this.suppose({ targets: { [this.chosen]: this.targets } });
    this.keepPlan({ targets });
  }

  /** Keep what was written beside an action. @param {HTMLInputElement} input */
  edit(input) {
    const practice = /** @type {HTMLElement} */ (input.closest("[data-action]")).dataset.practice ?? "";
    const all = this.kept.edits?.[this.chosen] ?? {};
    const value = input.type === "checkbox" ? input.checked : input.value.trim();
    const { [input.dataset.edit ?? ""]: _, ...others } = /** @type {any} */ (all[practice] ?? {});
    const edit = value ? { ...others, [input.dataset.edit ?? ""]: value } : others;
    this.keepPlan({ edits: { ...all, [practice]: edit } });
  }

  /** Take only the first so many actions, or `all`, and leave the others out. @param {string} wanted */
  take(wanted) {
    const { actions } = this.output.plan ?? {};
    if (wanted === "" || !actions) return;
    const most = wanted === "all" ? actions.length : Number(wanted);
    /** @type {Record<string, Edit>} */
    const all = { ...this.kept.edits?.[this.chosen] };
    for (const [place, { practice }] of actions.entries()) {
      const { leave_out: _, ...others } = all[practice] ?? {};
      all[practice] = place < most ? others : { ...others, leave_out: true };
    }
    this.keepPlan({ edits: all });
  }

  /** What stands in the choice of how many to take: nothing where those that are left out are not the last ones. */
  get taken() {
    const { actions = [] } = this.output.plan ?? {};
    const isTaken = actions.map(({ practice }) => !this.kept.edits?.[this.chosen]?.[practice]?.leave_out);
    const count = isTaken.filter(Boolean).length;
    if (count === actions.length) return "all";
    return isTaken.lastIndexOf(true) < count ? String(count) : "";
  }

  /** @param {string} kind */
  async write(kind) {
    const { piles, kept } = this.state;
    const fault = await this.saveFile("workbench-file", { piles, kept, kind });
    this.writeFault = fault ?? null;
    this.show();
    return fault === null;
  }

  /** @param {string} kind */
  writePlan(kind) {
    if (!this.kept.ids?.[this.chosen]) this.keepPlan({}); // whoever takes a plan along has begun it
    return this.write(kind);
  }

  async writePaper() {
    const { piles, kept } = this.state;
    const template = this.template?.fault ? null : this.template?.data;
    const fault = await this.saveFile("workbench-file", { piles, kept, kind: "board", template, synthetic: this.held.synthetic });
    this.paperFault = fault ?? null;
    this.show();
  }

  /** Two sentences of the board paper, or its whole text, onto the clipboard. @param {"sentences" | "text"} what */
  async copyWords(what) {
    const { copied } = await copy(this.output.paper?.[what] ?? "", this.one(`[data-box=${what}]`));
    this.tell({ [copied ? "copied" : "uncopied"]: what });
  }

  /** Look at a Word file that the paper is to go into; one that cannot be used is told, and stays out. @param {HTMLInputElement} input */
  async takeTemplate(input) {
    const file = input.files?.[0];
    input.value = ""; // so that the same file can be chosen again
    if (!file) return;
    // Of a larger one as much is read as shows that it is too large.
    const data = await readBase64(file.slice(0, LARGEST_TEMPLATE + 1)).catch(() => null);
    if (data === null) return this.tell({ unreadable: true });
    const { output } = await this.ask("workbench-template", { template: data });
    const checked = /** @type {import("./outputs").workbench.TemplateChecked | null} */ (output);
    if (checked) this.template = { name: file.name, data, fault: checked.fault };
    this.show();
  }

  leaveTemplate() {
    this.template = null;
    this.one("[data-act=choose-template]").focus(); // the button is gone
  }

  /** Put the plan into a file, and take another in its place. What is in no file stays. @param {Plan} other */
  async setAside(other) {
    const { chosen } = this;
    /** @type {any} */
    const kept = { ...this.kept };
    const before = JSON.stringify(kept);
    if (!(await this.write("json")) || JSON.stringify(this.kept) !== before) return;
    for (const part of ["ids", "names", "targets", "edits", "decisions"]) {
      const { [chosen]: _, ...others } = kept[part] ?? {};
      const value = other[/** @type {keyof Plan} */ (part)];
      kept[part] = value === undefined ? others : { ...others, [chosen]: value };
    }
    this.told = { set_aside: true, plan_taken: other.ids !== undefined };
    this.set({ kept, opened: null });
  }

  async beginAnother() {
    await this.setAside({});
    if (this.told.set_aside) this.one("[data-plan-name]").focus(); // the button is gone
  }

  /** @param {HTMLInputElement} input */
  async openPlan(input) {
    const text = await this.textOf(input);
    if (text !== undefined) this.set({ opened: text });
  }

  async takePlan() {
    const { targets = {}, edits = {}, id: ids = "", name: names = "", decision: decisions = "", other } = this.output.opened ?? {};
    if (other) return this.setAside({ ids, names, targets, edits, decisions });
    this.told = { plan_taken: true };
    const own = { names: names || (this.kept.names?.[this.chosen] ?? ""), decisions: decisions || (this.kept.decisions?.[this.chosen] ?? "") };
    this.keepPlan({ ids, ...own, targets, edits: { ...this.kept.edits?.[this.chosen], ...edits } });
    this.set({ opened: null });
  }

  /** Bring the report of files that were just read into view; where a table is asked about, that comes first. */
  goToReport() {
    const { awaited, output } = this;
    if (awaited === null || awaited === output || !output.begun) return;
    this.awaited = null;
    if (output.piles?.now?.asking || output.piles?.last?.asking) return;
    const heading = /** @type {HTMLElement} */ (this.one(output.team ? "[data-result]" : ".cap-workbench-report"));
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  }

  get printedAbout() {
    return [...(this.output.rounds ?? []), dateInWords()].join(", ");
  }

  openForPrint() {
    super.openForPrint();
    if (this.one("[data-council]")) printOnEachSheet("council", this.kept.council ?? ""); // the edition has none
  }

  get folded() {
    return /** @type {HTMLDetailsElement[]} */ (this.all(".cap-workbench-report details"));
  }

  /** Write what is kept into a field, if the form has it and its reader is not in it. @param {string} field @param {string} [text] */
  enter(field, text = "") {
    const input = /** @type {HTMLInputElement | null} */ (this.one(field));
    if (input && document.activeElement !== input) input.value = text;
  }

  fill() {
    const { output, told, reading, host } = this;
    const { synthetic } = this.held;
    const begun = output.begun ?? false;
    const bar = reading && { ...reading, value: reading.done, max: reading.of };
    /** @type {Added} */
    const added = {
      ...{ begun, told, reading: bar, synthetic, host, printed: { date: dateInWords() } },
      write_fault: this.writeFault,
      paper_fault: this.paperFault,
      template: this.template,
      said: Object.values(this.said).flat(),
    };
    fill(this.form, { ...output, ...added });
    const chooser = /** @type {HTMLSelectElement} */ (this.one("[data-chosen]"));
    for (const option of chooser.options) option.selected = option.dataset.id === this.chosen;
    const { targets } = this;
    for (const select of this.all("[data-target]")) /** @type {HTMLSelectElement} */ (select).value = String(targets[select.dataset.id ?? ""] ?? "");
    const take = /** @type {HTMLSelectElement} */ (this.one("[data-take]"));
    take.value = this.taken;
    if (take.selectedIndex < 0) take.value = ""; // more than can be chosen
    this.enter("[data-plan-name]", this.kept.names?.[this.chosen]);
    this.enter("[data-decision]", this.kept.decisions?.[this.chosen]);
    this.enter("[data-invited]", this.kept.invited?.[this.chosen]);
    for (const { id } of output.gaps ?? []) this.enter(`[data-invited-of][data-id="${id}"]`, this.kept.invited?.[id]);
    this.enter("[data-last-round]", this.kept.last_rounds?.[this.chosen]);
    this.enter("[data-council]", this.kept.council);
    const edits = this.kept.edits?.[this.chosen] ?? {};
    for (const action of this.all("[data-action]")) {
      const edit = /** @type {any} */ (edits[action.dataset.practice ?? ""] ?? {});
      action.toggleAttribute("data-left-out", Boolean(edit.leave_out));
      for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (action.querySelectorAll("[data-edit]"))) {
        const value = edit[input.dataset.edit ?? ""];
        if (input.type === "checkbox") input.checked = Boolean(value);
        else if (document.activeElement !== input) input.value = value ?? "";
        if (input.type === "date") input.toggleAttribute("data-empty", input.value === ""); // on paper, a line to write on
      }
    }
    this.goToReport();
  }
}

/**
 * What was said about tables as a file of columns has it; nothing where nothing was said.
 * @param {Said[]} said
 * @returns {Columns | undefined}
 */
function columnsOf(said) {
  if (said.length === 0) return undefined;
  const [columns, tables] = [said.map((choice) => choice.columns), said.map((choice) => choice.tables)];
  return { format: "capability-columns/1", columns: Object.assign({}, ...columns), tables: Object.assign({}, ...tables) };
}

export default piece(Workbench);
