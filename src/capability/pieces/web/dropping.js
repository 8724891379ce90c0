// Zones on which files are dropped, each with a button that does the same, and what Python finds in the files.

import { readBase64 } from "./files.js";

/** The most bytes that are read at once, in all files of a pile; Python has the same limit. */
export const LARGEST_PILE = 100_000_000;

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

/** How Python ends at a file that it cannot bear. */
const FAILED = new Set(["fault", "silent"]);

/** Reads files one after the other, so that those chosen meanwhile are not lost. */
export class Gatherer {
  /** @param {import("./view.js").Ask} ask @param {(reading: {done: number, of: number} | null) => void} show */
  constructor(ask, show) {
    this.ask = ask;
    this.show = show;
    this.turn = Promise.resolve();
    /** @type {WeakSet<File>} files at which Python failed: they are named, and not read again */
    this.broke = new WeakSet();
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
   * What Python finds in a pile of files, or null where it does not run; throws where one cannot be read. A file at which
   * Python fails takes none of the others with it: it is named among what is left out.
   * @param {File[]} files
   * @param {object | null} columns what the reader said about tables, as a file of columns has it
   */
  async gather(files, columns = null) {
    this.show({ done: 0, of: files.length });
    try {
      const { pile, end } = await this.read(files, columns, (done, of) => this.show({ done, of }));
      if (!FAILED.has(end)) return pile;
      // Nobody can say which file it was at: each is read by itself, and then all that can be, in a fresh Python.
      for (const [done, file] of files.entries()) {
        this.show({ done, of: files.length });
        const alone = await this.read([file], columns);
        if (FAILED.has(alone.end)) this.broke.add(file);
        else if (alone.end) return null;
      }
      return (await this.read(files, columns, (done, of) => this.show({ done, of }))).pile;
    } finally {
      this.show(null);
    }
  }

  /**
   * @param {File[]} files
   * @param {object | null} columns
   * @param {(done: number, of: number) => void} [tell] each sign of life comes here as well
   */
  async read(files, columns, tell = () => {}) {
    const read = await Promise.all(
      files.map(async (file) => ({ name: file.name, data: this.broke.has(file) ? null : await readBase64(file) })),
    );
    const { output, end } = await this.ask("piles", { files: { pile: read }, columns }, tell);
    return { pile: /** @type {import("./outputs").piles.PlainPile | null} */ (output?.pile ?? null), end };
  }
}
