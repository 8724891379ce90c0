// The overview for a training manager: takes records, and shows what Python makes of all that the page holds.
//
// State: files, day, asked, tells, left_off. Nothing outlives the page.

import { LARGEST_PILE, listenForFiles } from "./dropping.js";
import { readBase64, today } from "./files.js";
import { fill } from "./fill.js";
import { copySeen } from "./handing.js";
import { View, dateInWords, piece } from "./view.js";

/** @typedef {import("./outputs").training.Output} Output */
/** @typedef {import("./outputs").training.View} Added what this view adds to the output */

/** @extends {View<Output>} */
class Training extends View {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    listenForFiles(this, (_, files) => void this.take(files));
  }

  /** How many notes were shown last: they open by themselves when there are others. */
  noted = 0;

  /** Council and period, as the manager typed them for the head of the page. */
  head = "";

  /** What the ready words say of the route that is chosen for them. @returns {import("./outputs").training.Way} */
  get way() {
    const { value, selectedOptions } = /** @type {HTMLSelectElement} */ (this.one("[data-way]"));
    const { title = "", modules = "", hours = "" } = selectedOptions[0]?.dataset ?? {};
    return { title, modules, hours, link: new URL(`routes.html#routes--${value}`, location.href).href };
  }

  async copy() {
    this.told = await copySeen(this.one("[data-words]"));
    this.show();
  }

  /** @returns {{name: string, data: string}[]} */
  get files() {
    return this.state.files ?? [];
  }

  /** @param {File[]} added */
  async take(added) {
    /** @type {Record<string, boolean>} */
    this.told = {};
    const held = this.files.reduce((sum, { data }) => sum + data.length * 0.75, 0);
    if (added.reduce((sum, { size }) => sum + size, held) > LARGEST_PILE) {
      this.told = { too_big: true };
      return this.show();
    }
    try {
      const read = await Promise.all(added.map(async (file) => ({ name: file.name, data: await readBase64(file) })));
      this.set({ files: [...this.files, ...read], day: today() });
    } catch {
      this.told = { unreadable: true };
      this.show();
    }
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    if (target.matches("[data-asked]")) this.set({ asked: target.value });
    if (target.matches("[data-way]")) this.show();
    if (target.matches("[data-tells]")) this.set({ tells: target.value });
    if (target.matches("[data-line]")) this.set({ left_off: this.unticked });
    if (target.matches("[data-of]")) {
      this.head = target.value.trim();
      this.show();
    }
  }

  /** The lines without a tick. */
  get unticked() {
    const lines = [...this.form.querySelectorAll("[data-lines] li")];
    return lines.filter((line) => !line.querySelector("input")?.checked).map((line) => line.textContent?.trim() ?? "");
  }

  /** @param {string} act */
  clicked(act) {
    this.told = {};
    if (act === "clear") {
      this.one("[data-act=choose]").focus(); // the button that was pressed goes
      this.set({ files: [], left_off: [] });
    }
    if (act === "copy") void this.copy();
    if (act === "csv") void this.saveFile("training-file", { files: this.files, kind: "csv" });
    if (act === "print") this.print(this.one("[data-overview]"));
    if (act === "print-short") this.print(this.one("[data-overview]"), "short");
  }

  fill() {
    const { output, host, told } = this;
    /** @type {Added} */
    const added = {
      way: this.way,
      begun: Boolean(output.total),
      nothing: Boolean(output.files && !output.total),
      printed: { date: dateInWords() },
      of: this.head,
      ...{ host, told },
    };
    fill(this.form, { ...output, ...added });
    const notes = output.left_out_count ?? 0;
    if (output.uncounted && notes !== this.noted) /** @type {HTMLDetailsElement} */ (this.one("[data-left-out]")).open = true;
    this.noted = notes;
    for (const line of this.form.querySelectorAll("[data-lines] li")) {
      const box = line.querySelector("input");
      if (box) box.checked = !(this.state.left_off ?? []).includes(line.textContent?.trim());
    }
    const table = this.one("[data-wide]");
    this.one("[data-sideways]").hidden = table.scrollWidth <= table.clientWidth;
  }
}

export default piece(Training);
