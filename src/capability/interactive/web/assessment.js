// The assessment as a reader touches it: reads and writes the form, and fills in what Python worked out.
// It follows the anywidget contract, so that a notebook and a built page share it.
//
// Traits: html (a notebook only), config, state {response, incoming}, output, host (a page only).

import { LARGEST_FILE, asText, download, readText, today } from "./files.js";
import { fill } from "./fill.js";

/**
 * @typedef {{level: number | string, evidence?: string, note?: string}} Answer
 * @typedef {{format: string, instrument: string, version: string, answers: Record<string, Answer>, id?: string, saved?: string, rater?: Record<string, string>, context?: Record<string, string>}} Response
 * @typedef {{response: Response, incoming?: string | null}} State
 * @typedef {{get(name: string): any, set(name: string, value: unknown): void, on(event: string, call: (...args: any[]) => void): void, off(event: string, call: (...args: any[]) => void): void, save_changes(): void, send(message: unknown): void}} Model
 */

/** @param {{model: Model, el: HTMLElement}} host */
function render({ model, el }) {
  const html = model.get("html");
  if (html) el.innerHTML = html;
  const form = /** @type {HTMLFormElement} */ (el.matches("[data-piece]") ? el : el.querySelector("[data-piece]"));
  const view = new View(model, form);
  return () => view.leave();
}

export default { render };

class View {
  /** @param {Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    this.model = model;
    this.form = form;
    this.practices = /** @type {HTMLFieldSetElement[]} */ ([...form.querySelectorAll("[data-practice]")]);
    this.dimensions = /** @type {HTMLDetailsElement[]} */ ([...form.querySelectorAll("[data-dimension]")]);
    /** @type {Record<string, boolean | number>} what was done last, to be said once */
    this.told = {};
    /** @type {string | null} the text of the opened file that the reader was last led to */
    this.incomingShown = null;
    this.showing = false;
    this.stop = new AbortController();
    this.showState = this.showState.bind(this);
    this.show = this.show.bind(this);
    this.prepare();
    model.on("change:state", this.showState);
    model.on("change:output", this.show);
    model.on("change:host", this.show);
    this.showState();
    this.told = { resumed: this.progress().answered };
    this.openFirstUnfinished();
    this.openTarget();
  }

  leave() {
    this.stop.abort();
    this.model.off("change:state", this.showState);
    this.model.off("change:output", this.show);
    this.model.off("change:host", this.show);
  }

  /** Show what needs a script, hide what is there for want of one, and listen. */
  prepare() {
    for (const element of this.all("[data-with-script]")) element.hidden = element.hasAttribute("data-show");
    for (const element of this.all("[data-without-script]")) element.hidden = true;
    const { signal } = this.stop;
    // "input", not "change": a note is kept while it is typed, not when the reader moves on.
    this.form.addEventListener("input", (event) => this.changed(/** @type {HTMLElement} */ (event.target)), { signal });
    this.form.addEventListener("click", (event) => this.clicked(/** @type {HTMLElement} */ (event.target)), { signal });
    this.form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    window.addEventListener("hashchange", () => this.openTarget(), { signal });
    window.addEventListener("beforeprint", () => this.openForPrint(), { signal });
    window.addEventListener("afterprint", () => this.closeAfterPrint(), { signal });
  }

  /** @param {string} selector */
  all(selector) {
    return /** @type {HTMLElement[]} */ ([...this.form.querySelectorAll(selector)]);
  }

  /** @returns {State} */
  get state() {
    return this.model.get("state");
  }

  /** @param {Partial<State>} change */
  setState(change) {
    this.model.set("state", { ...this.state, ...change });
    this.model.save_changes();
  }

  /** @param {HTMLElement} target */
  changed(target) {
    if (target.matches("[data-file]")) return void this.openFile(/** @type {HTMLInputElement} */ (target));
    const practice = /** @type {HTMLElement | null} */ (target.closest("[data-practice]"));
    const { response } = this.state;
    this.told = {};
    if (practice) {
      this.setState({ response: answered(response, practice.dataset.practice ?? "", read(practice)) });
    } else if (target.dataset.field) {
      this.setState({ response: described(response, target.dataset.field, /** @type {HTMLInputElement} */ (target).value.trim()) });
    }
  }

  /** @param {HTMLElement} target */
  clicked(target) {
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-act]"));
    if (!button) return;
    const act = button.dataset.act ?? "";
    const { response } = this.state;
    const day = today();
    if (act === "save") download(`${response.instrument}-answers-${day}.json`, asText(response));
    if (act === "save-result") download(`${response.instrument}-result-${day}.json`, this.model.get("output").file);
    if (act === "open") this.fileInput.click();
    if (act === "take") this.take();
    if (act === "leave") this.closeFile();
    if (act === "print") this.print(this.form);
    if (act === "print-result") this.print(/** @type {HTMLElement} */ (this.form.querySelector(".cap-result")));
    if (act === "erase") this.dialog.showModal();
    if (act === "keep") this.dialog.close();
    if (act === "erase-all") this.erase();
    if (act === "clear") this.clear(/** @type {HTMLElement} */ (button.closest("[data-practice]")));
    if (act === "next") this.openNext(/** @type {HTMLDetailsElement} */ (button.closest("[data-dimension]")));
    if (act === "result") this.goToResult();
    if (act === "rescue") {
      download(`${response.instrument}-damaged-${day}.txt`, this.model.get("host").damaged);
      this.model.send({ rescued: true });
    }
    if (act === "rescue-version") download(`${response.instrument}-answers-other-version-${day}.json`, this.model.get("host").other_file);
  }

  get fileInput() {
    return /** @type {HTMLInputElement} */ (this.form.querySelector("[data-file]"));
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.form.querySelector("[data-erase]"));
  }

  /** Write the state into the form; then the rest. */
  showState() {
    const { response } = this.state;
    for (const practice of this.practices) write(practice, response.answers[practice.dataset.practice ?? ""]);
    for (const field of this.all("[data-field]")) {
      const [part = "", name = ""] = (field.dataset.field ?? "").split("/");
      const parts = /** @type {any} */ (response)[part] ?? {};
      if (document.activeElement !== field) /** @type {HTMLInputElement} */ (field).value = parts[name] ?? "";
    }
    this.show();
  }

  /** Fill every slot, once for all changes of one moment. */
  show() {
    if (this.showing) return;
    this.showing = true;
    queueMicrotask(() => {
      this.showing = false;
      if (!this.stop.signal.aborted) this.fill();
    });
  }

  /** Fill every slot from the output, the host and the progress. */
  fill() {
    const output = this.model.get("output") ?? {};
    const host = this.model.get("host") ?? {};
    const progress = this.progress();
    // Of two forms that share their answers, only the one in use speaks.
    const live = this.form.contains(document.activeElement) ? "polite" : "off";
    for (const region of this.all("[role=status]")) if (region.ariaLive !== live) region.ariaLive = live;
    const bar = /** @type {HTMLProgressElement | null} */ (this.form.querySelector("[data-progress]"));
    if (bar) {
      bar.max = progress.total;
      bar.value = progress.answered;
    }
    const { incoming: text = null } = this.state;
    const incoming = text === null ? null : output.incoming;
    const unopened = text !== null && !incoming && (host.python === "failed" || host.broken);
    const waiting = progress.answered === 0 && !output.begun;
    fill(this.form, { ...output, incoming, host, progress, waiting, unopened, told: this.told, printed: this.printed() });
    const { response } = this.state;
    for (const practice of this.practices) {
      fill(practice, { answered: chosen(practice) !== null, adrift: adrift(practice), excluded: excluded(practice, response) });
    }
    if (incoming && this.incomingShown !== text) {
      this.incomingShown = text;
      /** @type {HTMLElement} */ (this.form.querySelector("[data-incoming]")).focus();
    }
  }

  /** What stands at the head of a sheet of paper. */
  printed() {
    /** @param {string} name */
    const field = (name) => {
      const input = /** @type {HTMLInputElement | HTMLSelectElement | null} */ (this.form.querySelector(`[data-field="${name}"]`));
      return input instanceof HTMLSelectElement ? input.value && input.selectedOptions[0]?.text : input?.value;
    };
    const language = document.documentElement.lang || "en-GB";
    const date = new Date().toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
    return {
      date,
      role: field("rater/role"),
      organisation: field("rater/organisation"),
      round: field("context/round"),
      nation: field("context/nation"),
      contract: field("context/contract"),
    };
  }

  progress() {
    const dimensions = Object.fromEntries(
      this.dimensions.map((dimension) => {
        const all = /** @type {HTMLElement[]} */ ([...dimension.querySelectorAll("[data-practice]")]);
        const practices = all.filter((practice) => !excluded(practice, this.state.response));
        return [dimension.dataset.dimension, { answered: practices.filter((p) => chosen(p) !== null).length, total: practices.length }];
      }),
    );
    const parts = Object.values(dimensions);
    const answered = parts.reduce((sum, dimension) => sum + dimension.answered, 0);
    return { answered, total: parts.reduce((sum, dimension) => sum + dimension.total, 0), dimensions };
  }

  /** @param {HTMLElement} practice */
  clear(practice) {
    this.setState({ response: answered(this.state.response, practice.dataset.practice ?? "", null) });
    write(/** @type {HTMLFieldSetElement} */ (practice), undefined);
    this.show();
    /** @type {HTMLElement} */ (practice.querySelector("input")).focus();
  }

  /** With many dimensions, one at a time is open: the first that is not finished. */
  openFirstUnfinished() {
    if (this.dimensions.length < 2) return;
    const { dimensions } = this.progress();
    const first = this.dimensions.find((d) => dimensions[d.dataset.dimension ?? ""].answered < dimensions[d.dataset.dimension ?? ""].total);
    for (const dimension of this.dimensions) dimension.open = dimension === first;
  }

  /** Open the group that the page's address leads to, and go there: with other groups closed it has moved. */
  openTarget() {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    for (const dimension of this.dimensions) {
      if (!dimension.contains(target)) continue;
      dimension.open = true;
      dimension.scrollIntoView({ block: "start" });
    }
  }

  /** @param {HTMLDetailsElement} dimension */
  openNext(dimension) {
    const next = this.dimensions[this.dimensions.indexOf(dimension) + 1];
    if (!next) return;
    next.open = true;
    dimension.open = false;
    const summary = /** @type {HTMLElement} */ (next.querySelector("summary"));
    summary.focus();
    summary.scrollIntoView({ block: "start" });
  }

  /**
   * Print one part of the page; the style sheet leaves out the rest.
   * @param {HTMLElement} part
   */
  print(part) {
    part.setAttribute("data-printing", "");
    window.addEventListener("afterprint", () => part.removeAttribute("data-printing"), { once: true });
    window.print();
  }

  goToResult() {
    const heading = /** @type {HTMLElement} */ (this.form.querySelector("[data-result]"));
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  }

  openForPrint() {
    this.closed = this.dimensions.filter((dimension) => !dimension.open);
    for (const dimension of this.closed) dimension.open = true;
  }

  closeAfterPrint() {
    for (const dimension of this.closed ?? []) dimension.open = false;
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
    this.setState({ incoming: text });
    this.show();
  }

  closeFile() {
    this.setState({ incoming: null });
    this.show();
    /** @type {HTMLElement} */ (this.form.querySelector("[data-act=open]")).focus();
  }

  /** Take the answers of the file that was opened; those that it does not have stay. */
  take() {
    const theirs = /** @type {Response} */ (this.model.get("output").incoming.response);
    const { response } = this.state;
    this.setState({
      incoming: null,
      response: {
        ...response,
        ...theirs,
        version: response.version,
        answers: { ...response.answers, ...theirs.answers },
      },
    });
    this.told = { taken: true };
    this.showState();
    this.openFirstUnfinished();
    /** @type {HTMLElement} */ (this.form.querySelector("[data-act=open]")).focus();
  }

  erase() {
    this.dialog.close();
    const { format, instrument, version } = this.state.response;
    this.setState({ incoming: null, response: { format, instrument, version, answers: {} } });
    this.model.send({ erase: true });
    this.told = { erased: true };
    this.showState();
    this.openFirstUnfinished();
  }
}

/**
 * The level that is marked, or null where none is.
 * @param {Element} practice
 */
function chosen(practice) {
  const input = /** @type {HTMLInputElement | null} */ (practice.querySelector("input[type=radio]:not([data-evidence]):checked"));
  return input === null ? null : input.value;
}

/**
 * Whether a practice is not asked where the response says it is from; which words exclude it stands in the form.
 * @param {HTMLElement} practice
 * @param {Response} response
 */
function excluded(practice, { context = {} }) {
  const { notNation = "", notContract = "" } = practice.dataset;
  return notNation.split(" ").includes(context.nation || "-") || notContract.split(" ").includes(context.contract || "-");
}

/**
 * What the form says about a practice.
 * @param {Element} practice
 * @returns {Answer | null}
 */
function read(practice) {
  const level = chosen(practice);
  if (level === null) return null;
  const evidence = /** @type {HTMLInputElement} */ (practice.querySelector("[data-evidence]:checked")).value;
  const note = /** @type {HTMLTextAreaElement} */ (practice.querySelector("[data-note]")).value.trim();
  return {
    level: /^[0-9]$/.test(level) ? Number(level) : level,
    ...(evidence === "none" ? {} : { evidence }),
    ...(note === "" ? {} : { note }),
  };
}

/**
 * Whether evidence or a note is there without a level, and so has no answer to be kept in.
 * @param {Element} practice
 */
function adrift(practice) {
  const note = /** @type {HTMLTextAreaElement} */ (practice.querySelector("[data-note]")).value.trim();
  const evidence = /** @type {HTMLInputElement} */ (practice.querySelector("[data-evidence]:checked")).value;
  return chosen(practice) === null && (note !== "" || evidence !== "none");
}

/**
 * Write an answer into the form, where it differs from what was read from it or written to it last.
 * @param {HTMLFieldSetElement} practice
 * @param {Answer | undefined} answer
 */
function write(practice, answer) {
  const mark = JSON.stringify(answer ?? null);
  if ((practice.dataset.shown ?? "null") === mark) return;
  practice.dataset.shown = mark;
  const wanted = answer === undefined ? null : String(answer.level);
  const strength = answer?.evidence ?? "none";
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (practice.querySelectorAll("input[type=radio]"))) {
    input.checked = input.value === (input.hasAttribute("data-evidence") ? strength : wanted);
  }
  const note = /** @type {HTMLTextAreaElement} */ (practice.querySelector("[data-note]"));
  if (document.activeElement !== note) note.value = answer?.note ?? "";
}

/**
 * A response with one answer changed, or taken away.
 * @param {Response} response
 * @param {string} practice
 * @param {Answer | null} answer
 * @returns {Response}
 */
function answered(response, practice, answer) {
  const answers = { ...response.answers };
  if (answer === null) delete answers[practice];
  else answers[practice] = answer;
  return stamped({ ...response, answers });
}

/**
 * A response with one word about its rater or its context changed; an empty word is left out.
 * @param {Response} response
 * @param {string} field such as `rater/role`
 * @param {string} value
 * @returns {Response}
 */
function described(response, field, value) {
  const [part = "", name = ""] = field.split("/");
  const { [name]: _, ...rest } = /** @type {any} */ (response)[part] ?? {};
  return stamped({ ...response, [part]: value === "" ? rest : { ...rest, [name]: value } });
}

/** @param {Response} response @returns {Response} */
function stamped(response) {
  return { ...response, id: response.id || randomId(), saved: new Date().toISOString().replace(/\.\d+Z$/, "Z") };
}

/** Sixteen random bytes in hexadecimal; `randomUUID` is not there on a plain http page. */
function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
