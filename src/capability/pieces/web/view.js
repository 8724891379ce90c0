// What the views of all pieces do alike: they follow the anywidget contract, so that a notebook and a built page share
// them; they listen to the form, and fill it in once for all changes of one moment.

import { asking } from "./asking.js";
import { LARGEST_FILE, bytesOf, download, fileName, readText, stamp, today } from "./files.js";
import { writeOut } from "./paper.js";

/**
 * What a view is given: traits html (a notebook only), state, output, and host (a page only).
 * @typedef {{get(name: string): any, set(name: string, value: unknown): void, on(event: string, call: (...args: any[]) => void): void, off(event: string, call: (...args: any[]) => void): void, save_changes(): void, send(message: unknown): void, ask?: Ask}} Model
 * @typedef {(asked: string, state: object, tell?: (done: number, of: number) => void) => Promise<import("./python.js").Answer>} Ask what the register has under a name
 */

/**
 * A module of one piece, as anywidget wants it.
 * @param {new (model: Model, form: HTMLFormElement) => View<any>} Kind
 */
export function piece(Kind) {
  /** @param {{model: Model, el: HTMLElement}} host */
  function render({ model, el }) {
    const html = model.get("html");
    if (html) el.innerHTML = html;
    const view = new Kind(model, /** @type {HTMLFormElement} */ (el.matches("[data-piece]") ? el : el.querySelector("[data-piece]")));
    view.start();
    return () => view.leave();
  }
  return { render };
}

/** @template Output what Python gives, of which there is nothing before it has answered */
export class View {
  /** @param {Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    this.model = model;
    this.form = form;
    this.ask = asking(model);
    /** @type {Record<string, any>} what was done last, to be said once */
    this.told = {};
    /** @type {string | null} the text of the opened file that the reader was last led to */
    this.led = null;
    /** @type {HTMLDetailsElement[]} what was opened to be printed */
    this.closed = [];
    this.showing = false;
    this.stop = new AbortController();
    this.show = this.show.bind(this);
    this.showState = this.showState.bind(this);
  }

  /** Show what needs a script, hide what is there for want of one, and listen. What was entered before that counts. */
  start() {
    const early = enteredIn(this.form);
    for (const element of this.all("[data-with-script]")) element.hidden = element.hasAttribute("data-show");
    for (const element of this.all("[data-without-script]")) element.hidden = true;
    // "input", not "change": a note is kept while it is typed, not when the reader moves on.
    this.listen(this.form, "input", ({ target }) => this.changed(inWholeCharacters(/** @type {HTMLInputElement} */ (target))));
    this.listen(this.form, "click", (event) => this.press(/** @type {HTMLElement} */ (event.target)));
    this.listen(this.form, "submit", (event) => event.preventDefault());
    this.listen(window, "beforeprint", () => this.openForPrint());
    this.listen(window, "afterprint", () => this.closeAfterPrint());
    this.model.on("change:state", this.showState);
    this.model.on("change:output", this.show);
    this.model.on("change:host", this.show);
    this.showState();
    for (const { field, checked, value } of early) {
      if (checked) field.checked = true;
      else field.value = value;
      this.changed(inWholeCharacters(field));
    }
  }

  leave() {
    this.stop.abort();
    this.model.off("change:state", this.showState);
    this.model.off("change:output", this.show);
    this.model.off("change:host", this.show);
  }

  /** @param {EventTarget} target @param {string} type @param {(event: Event) => void} call */
  listen(target, type, call) {
    target.addEventListener(type, call, { signal: this.stop.signal });
  }

  /** @param {string} selector */
  all(selector) {
    return /** @type {HTMLElement[]} */ ([...this.form.querySelectorAll(selector)]);
  }

  /** @param {string} selector @returns {any} */
  one(selector) {
    return this.form.querySelector(selector);
  }

  /** @returns {any} */
  get state() {
    return this.model.get("state");
  }

  /** @returns {Partial<Output>} */
  get output() {
    return this.model.get("output") ?? {};
  }

  /** @returns {import("./outputs").plain.Host} */
  get host() {
    return this.model.get("host") ?? {};
  }

  /** @param {object} change */
  set(change) {
    this.model.set("state", { ...this.state, ...change });
    this.model.save_changes();
    this.show();
  }

  /** Have what the form shows where nothing is kept be kept with the next change. @param {object} kept */
  suppose(kept) {
    this.model.send({ supposed: kept });
  }

  /** A reader typed or chose. @param {HTMLInputElement} _target */
  changed(_target) {}

  /** A reader pressed a button. @param {string} _act @param {HTMLElement} _button */
  clicked(_act, _button) {}

  /** @param {HTMLElement} target */
  press(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-act]"));
    if (button?.dataset.act === "rescue") this.rescue();
    else if (button?.dataset.act === "stop") this.model.send({ stop: true });
    else if (button) this.clicked(button.dataset.act ?? "", button);
  }

  /** What is kept changed. */
  showState() {
    this.show();
  }

  /** Fill every slot, once for all changes of one moment. */
  show() {
    if (this.showing) return;
    this.showing = true;
    queueMicrotask(() => {
      this.showing = false;
      if (this.stop.signal.aborted) return;
      const { activeElement } = document;
      this.fill();
      // The button to stop may go while the reader is on it: where it stood takes the focus, and says why.
      const place = activeElement?.closest("[data-working]");
      if (place && activeElement?.closest("[hidden]")) /** @type {HTMLElement} */ (place).focus();
    });
  }

  /** Write output, host and what was told into the form. */
  fill() {}

  /**
   * Save a file that Python makes of a state, now that the reader asks for it. Gives why there is none, or null; and
   * nothing where Python did not answer.
   * @param {string} asked such as `workbench-file`
   * @param {object} state
   */
  async saveFile(asked, state) {
    const { output } = await this.ask(asked, { ...state, day: today(), moment: stamp() });
    const file = /** @type {import("./outputs").plain.PlainFile | null} */ (output);
    if (file?.name !== undefined && file.data !== undefined) download(file.name, bytesOf(file.data));
    return file ? (file.fault ?? null) : undefined;
  }

  /** Save the kept text that could not be read, so that it need not be kept any longer. */
  rescue() {
    const name = this.form.dataset.instrument ?? this.form.dataset.piece;
    download(fileName(`${name}-damaged`, "", "txt"), this.host.damaged ?? "");
    this.model.send({ rescued: true });
  }

  /** The text of a file that the reader chose; too large a one, or no text, is told. @param {HTMLInputElement} input */
  async textOf(input) {
    const file = input.files?.[0];
    input.value = ""; // so that the same file can be chosen again
    if (!file) return undefined;
    const tooBig = file.size > LARGEST_FILE;
    const text = tooBig ? null : await readText(file).catch(() => null);
    this.told = { too_big: tooBig, unreadable: !tooBig && text === null };
    this.led = null;
    return text;
  }

  /**
   * Lead the reader, once, to what a file that they opened would bring.
   * @param {string} selector @param {string | null} text the file's; null where none is open
   */
  leadTo(selector, text) {
    if (text === null || text === this.led) return;
    this.led = text;
    this.one(selector).focus();
  }

  /**
   * Print one part of the page; the style sheet leaves out the rest.
   * @param {HTMLElement} part
   * @param {string} how for the style sheet, where there are several ways
   */
  print(part, how = "") {
    part.setAttribute("data-printing", how);
    window.addEventListener("afterprint", () => part.removeAttribute("data-printing"), { once: true });
    window.print();
  }

  /** What is folded and belongs on paper. @returns {HTMLDetailsElement[]} */
  get folded() {
    return [];
  }

  /** What stands at the head of each printed sheet, beside the council's name: see @page in the site's style sheet. */
  get printedAbout() {
    return dateInWords();
  }

  openForPrint() {
    writeOut(this.form);
    printOnEachSheet("about", this.printedAbout);
    this.closed = this.folded.filter((details) => !details.open);
    for (const details of this.closed) details.open = true;
  }

  closeAfterPrint() {
    for (const details of this.closed) details.open = false;
  }
}

/**
 * Words for the head of each printed sheet, as the style sheet reads them.
 * @param {"about" | "council"} part
 * @param {string} words
 */
export function printOnEachSheet(part, words) {
  document.documentElement.style.setProperty(`--print-${part}`, JSON.stringify(words));
}

/**
 * What a reader entered while the page was still loading: a form can be marked without its script.
 * @param {HTMLFormElement} form
 */
function enteredIn(form) {
  const fields = /** @type {HTMLInputElement[]} */ ([...form.elements]);
  const marked = fields.filter((field) => field.checked && !field.defaultChecked);
  const typed = fields.filter((field) => field.matches("textarea, [type=text]") && field.value !== field.defaultValue);
  const chosen = fields.filter((field) => field instanceof HTMLSelectElement && field.selectedIndex > 0 && !field.selectedOptions[0]?.defaultSelected);
  return [...marked, ...typed, ...chosen].map((field) => ({ field, checked: field.checked, value: field.value }));
}

/**
 * A field without half of a character pair, as a browser leaves it that cuts a text where it is too long: it is no text.
 * @param {HTMLInputElement} field
 */
function inWholeCharacters(field) {
  if (/\p{Surrogate}/u.test(field.value ?? "")) field.value = field.value.replaceAll(/\p{Surrogate}/gu, "");
  return field;
}

/** Today as people write it, in the page's language. */
export function dateInWords() {
  return inWords(new Date());
}

/** A day such as `2026-11-22` as people write it. @param {unknown} day */
export function dayInWords(day) {
  const date = new Date(`${day}T12:00`);
  return Number.isNaN(date.getTime()) ? "" : inWords(date);
}

/** @type {Intl.DateTimeFormat | undefined} made once: it takes a browser longer than all that a form fills in */
let days;

/** @param {Date} date */
function inWords(date) {
  days ??= new Intl.DateTimeFormat(document.documentElement.lang || "en-GB", { day: "numeric", month: "long", year: "numeric" });
  return days.format(date);
}
