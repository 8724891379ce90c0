// Zones on which files are dropped, each with a button that does the same, and what Python finds in the files.

import { readBase64 } from "./files.js";

/**
 * Hear of files for a zone: `[data-drop]`, with `[data-act=choose]` and `input[data-files]` in it.
 * @param {import("./view.js").View<any>} view
 * @param {(zone: string, files: File[]) => void} take
 */
export function listenForFiles(view, take) {
  const { form } = view;
  view.listen(form, "click", ({ target }) => {
    if (/** @type {HTMLElement} */ (target).closest("[data-act=choose]")) zoneOf(target)?.querySelector("input")?.click();
  });
  view.listen(form, "input", ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    if (!input.matches("[data-files]")) return;
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same files can be chosen again
    take(zoneOf(input)?.dataset.drop ?? "", files);
  });
  view.listen(form, "dragover", (event) => {
    const { dataTransfer, target } = /** @type {DragEvent} */ (event);
    if (!zoneOf(target) || !dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zoneOf(target)?.setAttribute("data-over", "");
  });
  view.listen(form, "dragleave", ({ target }) => zoneOf(target)?.removeAttribute("data-over"));
  view.listen(form, "drop", (event) => {
    const { dataTransfer, target } = /** @type {DragEvent} */ (event);
    const zone = zoneOf(target);
    if (!zone) return;
    event.preventDefault();
    zone.removeAttribute("data-over");
    take(zone.dataset.drop ?? "", [...(dataTransfer?.files ?? [])]);
  });
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function zoneOf(target) {
  return /** @type {HTMLElement} */ (target).closest("[data-drop]");
}

/** Reads files one after the other, so that those chosen meanwhile are not lost. */
export class Gatherer {
  /** @param {import("./view.js").Ask} ask @param {(reading: {done: number, of: number} | null) => void} show */
  constructor(ask, show) {
    this.ask = ask;
    this.show = show;
    this.turn = Promise.resolve();
  }

  /**
   * Do something that reads files when its turn comes; what goes wrong with it stops nothing that comes after.
   * @param {() => Promise<void>} work
   */
  next(work) {
    this.turn = this.turn.catch(() => {}).then(work);
    return this.turn;
  }

  /**
   * What Python finds in a pile of files, or null where it does not run; throws where one cannot be read.
   * @param {File[]} files
   * @param {object | null} columns what the reader said about tables, as a file of columns has it
   */
  async gather(files, columns = null) {
    this.show({ done: 0, of: files.length });
    try {
      const read = await Promise.all(files.map(async (file) => ({ name: file.name, data: await readBase64(file) })));
      /** @type {Record<string, import("./outputs").piles.PlainPile> | null} */
      const piles = await this.ask("piles", { files: { pile: read }, columns }, (done, of) => this.show({ done, of }));
      return piles?.pile ?? null;
    } finally {
      this.show(null);
    }
  }
}
