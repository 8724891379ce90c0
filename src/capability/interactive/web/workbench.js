// The workbench: takes files, asks Python what is in them, and keeps the reader's choices and words.
//
// State: piles {now, last}, kept {instrument, targets, edits}, opened. Only `kept` outlives the page.

import { LARGEST_FILE, bytesOf, download, readBase64, readText, today } from "./files.js";
import { fill } from "./fill.js";

/**
 * @typedef {import("./assessment.js").Model & {ask?: (piece: string, state: object, tell: (done: number, of: number) => void) => Promise<any>}} Model
 * @typedef {{owner?: string, due?: string, note?: string, leave_out?: boolean}} Edit
 * @typedef {{instrument?: string, targets?: Record<string, Record<string, number>>, edits?: Record<string, Record<string, Edit>>}} Kept
 */

/** The most bytes that are read at once, in all files of a pile. */
const LARGEST_PILE = 100_000_000;

/** The types of the files that Python writes, by their endings. */
const TYPES = {
  md: "text/markdown",
  json: "application/json",
  csv: "text/csv",
  ics: "text/calendar",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

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
    /** @type {Record<string, File[]>} the files of each pile, as long as the page is open */
    this.files = { now: [], last: [] };
    this.synthetic = Boolean(model.get("state").synthetic);
    /** @type {Record<string, boolean>} what was done last, to be said once */
    this.told = {};
    /** @type {object[] | null} why a plan could not be written */
    this.writeFault = null;
    /** @type {{value: number, max: number, done: number} | null} */
    this.reading = null;
    /** Readings under way: one after the other, so that files chosen meanwhile are not lost. */
    this.queue = Promise.resolve();
    this.stop = new AbortController();
    this.show = this.show.bind(this);
    const { signal } = this.stop;
    for (const element of this.all("[data-with-script]")) element.hidden = false;
    for (const element of this.all("[data-without-script]")) element.hidden = true;
    for (const element of this.all("[data-needs-page]")) element.hidden = model.ask === undefined;
    form.addEventListener("input", (event) => this.changed(/** @type {HTMLInputElement} */ (event.target)), { signal });
    form.addEventListener("click", (event) => this.clicked(/** @type {HTMLElement} */ (event.target)), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    form.addEventListener("dragover", (event) => this.dragged(event), { signal });
    form.addEventListener("dragleave", (event) => zoneOf(event)?.removeAttribute("data-over"), { signal });
    form.addEventListener("drop", (event) => this.dropped(event), { signal });
    window.addEventListener("beforeprint", () => this.openForPrint(), { signal });
    window.addEventListener("afterprint", () => this.closeAfterPrint(), { signal });
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

  get output() {
    return this.model.get("output") ?? {};
  }

  /** @returns {Kept} */
  get kept() {
    return this.model.get("state").kept ?? {};
  }

  /** The instrument that is looked at. @returns {string} */
  get chosen() {
    return this.output.chosen ?? "";
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
    this.writeFault = null;
    if (target.matches("[data-files]")) return void this.take(target);
    if (target.matches("[data-plan]")) return void this.openPlan(target);
    if (target.matches("[data-chosen]")) this.keep({ instrument: /** @type {any} */ (target).selectedOptions[0].dataset.id });
    if (target.matches("[data-target]")) this.aim(target);
    if (target.matches("[data-edit]")) this.edit(target);
  }

  /** @param {HTMLElement} target */
  clicked(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-act]"));
    const act = button?.dataset.act ?? "";
    if (!button || act === "") return;
    const zone = /** @type {HTMLElement | null} */ (button.closest("[data-drop]"));
    this.told = {};
    this.writeFault = null;
    if (act === "choose") /** @type {HTMLInputElement} */ (zone?.querySelector("[data-files]")).click();
    if (act === "clear-pile") void this.clear(zone?.dataset.drop ?? "");
    if (act === "example") void this.example();
    if (act === "write") void this.write(button.dataset.kind ?? "");
    if (act === "open-plan") /** @type {HTMLInputElement} */ (this.form.querySelector("[data-plan]")).click();
    if (act === "take-plan") this.takePlan();
    if (act === "leave-plan") this.set({ opened: null });
    if (act === "print") this.print(/** @type {HTMLElement} */ (this.form.querySelector(".cap-report")));
    if (act === "save") this.save(button.dataset.fileOf ?? "");
    if (act === "rescue") {
      download(`workbench-damaged-${today()}.txt`, this.model.get("host").damaged);
      this.model.send({ rescued: true });
    }
    this.show();
  }

  /** @param {string} name */
  save(name) {
    const names = /** @type {Record<string, string>} */ ({ tally: "tally", result: "team", shared: "shared-tally" });
    download(`${this.chosen}-${names[name]}-${today()}.json`, this.output.files[name]);
  }

  /** @param {DragEvent} event */
  dragged(event) {
    if (!zoneOf(event) || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zoneOf(event)?.setAttribute("data-over", "");
  }

  /** @param {DragEvent} event */
  dropped(event) {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.removeAttribute("data-over");
    this.told = {};
    void this.read(zone.dataset.drop ?? "", [...(event.dataTransfer?.files ?? [])]);
  }

  /** @param {HTMLInputElement} input */
  async take(input) {
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same files can be chosen again
    await this.read(/** @type {HTMLElement} */ (input.closest("[data-drop]")).dataset.drop ?? "", files);
  }

  /**
   * Read a pile's files, those that it had and the new ones, and put what Python finds in them into the state.
   * @param {string} pile
   * @param {File[]} added
   */
  read(pile, added) {
    this.queue = this.queue.then(() => this.readNow(pile, added));
    return this.queue;
  }

  /** @param {string} pile @param {File[]} added */
  async readNow(pile, added) {
    const files = this.synthetic && added.length > 0 ? added : [...(this.files[pile] ?? []), ...added];
    if (files.length === 0) return;
    if (files.reduce((sum, file) => sum + file.size, 0) > LARGEST_PILE) {
      this.told = { too_big: true };
      return this.show();
    }
    this.progress(0, files.length);
    const piles = this.synthetic && added.length > 0 ? {} : this.model.get("state").piles;
    try {
      const read = await Promise.all(files.map(async (file) => ({ name: file.name, data: await readBase64(file) })));
      const found = await this.model.ask?.("gathering", { files: { [pile]: read } }, (done, of) => this.progress(done, of));
      this.reading = null;
      if (!found) return this.show();
      this.synthetic = added.length > 0 ? added.some((file) => file.name === EXAMPLE) : this.synthetic;
      this.files[pile] = files;
      this.set({ piles: { ...piles, ...found } });
    } catch {
      this.reading = null;
      this.told = { unreadable: true };
      this.show();
    }
  }

  /** @param {number} done @param {number} of */
  progress(done, of) {
    this.reading = { value: done, done, max: of };
    this.show();
  }

  /** @param {string} pile */
  clear(pile) {
    this.files[pile] = [];
    const { [pile]: _, ...piles } = this.model.get("state").piles ?? {};
    if (Object.keys(piles).length === 0) this.synthetic = false;
    this.set({ piles });
    /** @type {HTMLElement} */ (this.form.querySelector(`[data-drop="${pile}"] [data-act=choose]`)).focus();
  }

  async example() {
    try {
      const reply = await fetch(new URL(EXAMPLE, import.meta.url));
      if (!reply.ok) throw new Error(reply.statusText);
      await this.read("now", [new File([await reply.blob()], EXAMPLE)]);
    } catch {
      this.told = { no_example: true };
      this.show();
    }
  }

  /** The level aimed at, by dimension: as the reader chose, or else as suggested. @returns {Record<string, number>} */
  get targets() {
    const dimensions = /** @type {{id: string, target: number | null}[]} */ (this.output.plan?.dimensions ?? []);
    const suggested = dimensions.flatMap(({ id, target }) => (target === null ? [] : [[id, target]]));
    return this.kept.targets?.[this.chosen] ?? Object.fromEntries(suggested);
  }

  /** Aim a dimension at a level, or at none. @param {HTMLInputElement} select */
  aim(select) {
    const { [select.dataset.id ?? ""]: _, ...others } = this.targets;
    const targets = select.value === "" ? others : { ...others, [select.dataset.id ?? ""]: Number(select.value) };
    this.keep({ targets: { ...this.kept.targets, [this.chosen]: targets } });
  }

  /** Keep what was written beside an action. @param {HTMLInputElement} input */
  edit(input) {
    const practice = /** @type {HTMLElement} */ (input.closest("[data-action]")).dataset.practice ?? "";
    const all = this.kept.edits?.[this.chosen] ?? {};
    const value = input.type === "checkbox" ? input.checked : input.value.trim();
    const { [input.dataset.edit ?? ""]: _, ...others } = /** @type {any} */ (all[practice] ?? {});
    const edit = value ? { ...others, [input.dataset.edit ?? ""]: value } : others;
    this.keep({ edits: { ...this.kept.edits, [this.chosen]: { ...all, [practice]: edit } } });
  }

  /** @param {string} kind */
  async write(kind) {
    const edits = Object.values(this.kept.edits?.[this.chosen] ?? {});
    if (kind === "calendar" && !edits.some((edit) => edit.due)) {
      this.told = { no_dates: true };
      return this.show();
    }
    const { piles, kept } = this.model.get("state");
    const written = await this.model.ask?.("plan", { piles, kept, kind, day: today() }, () => {});
    this.writeFault = written?.fault ?? null;
    if (!written?.data) return this.show();
    const ending = /** @type {keyof typeof TYPES} */ (written.name.split(".").pop());
    download(written.name, bytesOf(written.data), TYPES[ending]);
    this.show();
  }

  /** @param {HTMLInputElement} input */
  async openPlan(input) {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    const text = file.size > LARGEST_FILE ? null : await readText(file).catch(() => null);
    this.told = { unreadable: text === null };
    this.set({ opened: text });
  }

  takePlan() {
    const { targets, edits } = this.output.opened;
    const chosen = this.chosen;
    this.told = { plan_taken: true };
    this.set({
      opened: null,
      kept: {
        ...this.kept,
        targets: { ...this.kept.targets, [chosen]: targets },
        edits: { ...this.kept.edits, [chosen]: { ...this.kept.edits?.[chosen], ...edits } },
      },
    });
  }

  /** Print one part of the page; the style sheet leaves out the rest. @param {HTMLElement} part */
  print(part) {
    part.setAttribute("data-printing", "");
    window.addEventListener("afterprint", () => part.removeAttribute("data-printing"), { once: true });
    window.print();
  }

  openForPrint() {
    this.closed = /** @type {HTMLDetailsElement[]} */ (this.all(".cap-report details:not([open])"));
    for (const details of this.closed) details.open = true;
  }

  closeAfterPrint() {
    for (const details of this.closed ?? []) details.open = false;
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
    const { output, told, reading, synthetic } = this;
    const language = document.documentElement.lang || "en-GB";
    const date = new Date().toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
    const begun = output.begun ?? false;
    const host = this.model.get("host") ?? {};
    fill(this.form, { ...output, begun, told, reading, synthetic, host, printed: { date }, write_fault: this.writeFault });
    const chooser = /** @type {HTMLSelectElement} */ (this.form.querySelector("[data-chosen]"));
    for (const option of chooser.options) option.selected = option.dataset.id === this.chosen;
    const { targets } = this;
    for (const select of this.all("[data-target]")) /** @type {HTMLSelectElement} */ (select).value = String(targets[select.dataset.id ?? ""] ?? "");
    const edits = this.kept.edits?.[this.chosen] ?? {};
    for (const action of this.all("[data-action]")) {
      const edit = /** @type {any} */ (edits[action.dataset.practice ?? ""] ?? {});
      action.toggleAttribute("data-left-out", Boolean(edit.leave_out));
      for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (action.querySelectorAll("[data-edit]"))) {
        const value = edit[input.dataset.edit ?? ""];
        if (input.type === "checkbox") input.checked = Boolean(value);
        else if (document.activeElement !== input) input.value = value ?? "";
      }
    }
  }
}

/** The name of the synthetic answers that the site brings along. */
const EXAMPLE = "examples.zip";

/**
 * The zone that files are dragged over.
 * @param {Event} event
 * @returns {HTMLElement | null}
 */
function zoneOf(event) {
  return /** @type {HTMLElement} */ (event.target).closest("[data-drop]");
}
