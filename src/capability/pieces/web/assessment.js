// The assessment as a reader touches it: reads and writes the form, and fills in what Python worked out.
// It follows the anywidget contract, so that a notebook and a built page share it.
//
// Traits: html (a notebook only), config, state {response, incoming, learning}, output, host (a page only).

import { asText, download, fileName } from "./files.js";
import { fill } from "./fill.js";
import { canShare, copy, share } from "./handing.js";
import { pressed, showPlanned, typed } from "./planning.js";
import { about, answered, described, excluded } from "./response.js";
import { View, dateInWords, dayInWords, piece } from "./view.js";

/** @typedef {import("./outputs").assessment.Output} Output */
/** @typedef {import("./outputs").assessment.View} Added what this view adds to the output */

/**
 * @typedef {{level: number | string, evidence?: string, note?: string}} Answer
 * @typedef {{format: string, instrument: string, version: string, answers: Record<string, Answer>, id?: string, saved?: string, rater?: Record<string, string>, context?: Record<string, string>, note?: string}} Response
 * @typedef {import("./planning.js").Learning & {start?: {saved: string}, end?: object}} Learning what "My learning" keeps
 * @typedef {{response: Response, incoming?: string | null, learning?: Learning | null}} State
 */

/** @extends {View<Output>} */
class Assessment extends View {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    this.practices = /** @type {HTMLFieldSetElement[]} */ ([...form.querySelectorAll("[data-practice]")]);
    this.dimensions = /** @type {HTMLDetailsElement[]} */ ([...form.querySelectorAll("[data-dimension]")]);
    /** The questions to officers that are not to be copied. @type {Set<string>} */
    this.unticked = new Set(model.get("unticked") ?? []);
  }

  start() {
    this.listen(window, "hashchange", () => this.openTarget());
    super.start();
    this.told = { resumed: this.progress().answered };
    this.openFirstUnfinished();
    this.openTarget();
  }

  /** @returns {State} */
  get state() {
    return super.state;
  }

  /** @param {HTMLElement} target */
  changed(target) {
    if (target.matches("[data-file]")) return void this.openFile(/** @type {HTMLInputElement} */ (target));
    const practice = /** @type {HTMLElement | null} */ (target.closest("[data-practice]"));
    const { response } = this.state;
    this.told = {};
    if (target.matches("[data-ask]")) return this.tick(/** @type {HTMLInputElement} */ (target));
    if (target.dataset.planField) {
      this.set({ learning: typed(this.learning, /** @type {HTMLInputElement} */ (target)) });
    } else if (practice) {
      this.set({ response: answered(response, practice.dataset.practice ?? "", read(practice)) });
    } else if (target.dataset.field) {
      this.set({ response: described(response, target.dataset.field, /** @type {HTMLInputElement} */ (target).value.trim()) });
    }
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    const { response } = this.state;
    if (act === "save") download(fileName(`${response.instrument}-answers`, about(response)), asText(response));
    if (act === "save-result") void this.saveFile("assessment-file", { response });
    if (act === "open") this.fileInput.click();
    if (act === "take") this.take();
    if (act === "leave") this.closeFile();
    if (act === "print") this.print(this.form);
    if (act === "print-result") this.print(this.one(".cap-result"), "page");
    if (act === "print-steps") this.print(this.one(".cap-result"));
    if (act === "plan") this.set({ learning: pressed(this.learning, button) });
    if (act === "copy-questions" || act === "share-questions") void this.handOut(act, /** @type {HTMLElement} */ (button.closest("[data-questions]")));
    if (act === "start") this.keepStart();
    if (act === "erase") this.dialog.showModal();
    if (act === "keep") this.dialog.close();
    if (act === "erase-all") this.erase();
    if (act === "clear") this.clear(/** @type {HTMLElement} */ (button.closest("[data-practice]")));
    if (act === "next") this.openNext(/** @type {HTMLDetailsElement} */ (button.closest("[data-dimension]")));
    if (act === "result") this.goToResult();
    if (act === "rescue-version") download(fileName(`${response.instrument}-answers-other-version`), this.host.other_file ?? "");
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

  /** Fill every slot from the output, the host and the progress. */
  fill() {
    const { output, host } = this;
    const { response } = this.state;
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
    const unopened = text !== null && !incoming && (host.python === "failed" || host.broken === true);
    const waiting = progress.answered === 0 && !output.begun;
    /** @type {Added} */
    const added = {
      ...{ host, progress, waiting, unopened, told: this.told, printed: this.printed() },
      incoming: incoming ?? null,
      step: output.first?.[0] ?? null,
      first: (output.first ?? []).map((step) => ({ ...step, ...whoAndWhen(this.learning.plan?.[response.instrument]?.[step.id]) })),
      can_share: canShare({ text: "" }),
      here: this.model.get("html") ? null : location.href.replace(/[?#].*/, ""), // a notebook's address is nobody else's
      start: this.learning.start ? dayInWords(this.learning.start.saved) : null,
    };
    fill(this.form, { ...output, ...added });
    for (const tick of /** @type {HTMLInputElement[]} */ (this.all("[data-ask]"))) tick.checked = !this.unticked.has(tick.dataset.id ?? "");
    showPlanned(this.form, this.learning, host.keeps === true);
    for (const practice of this.practices) {
      /** @type {import("./outputs").assessment.RaterIndices} */
      const own = {
        answered: chosen(practice) !== null,
        adrift: adrift(practice),
        excluded: excluded(practice.dataset, response),
        find_out: chosen(practice) === "unknown" && !excluded(practice.dataset, response),
        inside: output.inside ?? false,
      };
      fill(practice, own);
    }
    this.leadTo("[data-incoming]", incoming ? text : null);
  }

  /** @returns {Learning} */
  get learning() {
    return this.state.learning ?? {};
  }

  /** A question is to be copied, or not: kept as long as the last result is. @param {HTMLInputElement} input */
  tick({ checked, dataset: { id = "" } }) {
    if (checked) this.unticked.delete(id);
    else this.unticked.add(id);
    this.model.send({ unticked: [...this.unticked] });
    this.show();
  }

  /** Hand the questions to officers out that are ticked. @param {string} act @param {HTMLElement} questions */
  async handOut(act, questions) {
    const text = letterOf(questions);
    const box = /** @type {HTMLTextAreaElement} */ (questions.querySelector("[data-box]"));
    if (text === null) this.told = { unticked: true };
    else this.told = await (act === "copy-questions" ? copy(text, box) : share({ text, title: text.split("\n")[0] }));
    this.show();
  }

  /** Keep the pulse as it is now as the start that "My learning" measures from; an end before it is one no longer. */
  keepStart() {
    const { end: _, ...learning } = this.learning;
    this.set({ learning: { ...learning, start: this.output.pulse } });
  }

  /** What stands at the head of a sheet of paper. */
  printed() {
    /** @param {string} name */
    const field = (name) => {
      const input = /** @type {HTMLInputElement | HTMLSelectElement | null} */ (this.form.querySelector(`[data-field="${name}"]`));
      return (input instanceof HTMLSelectElement ? input.value && input.selectedOptions[0]?.text : input?.value) ?? null;
    };
    return {
      date: dateInWords(),
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
        const practices = all.filter((practice) => !excluded(practice.dataset, this.state.response));
        return [dimension.dataset.dimension, { answered: practices.filter((p) => chosen(p) !== null).length, total: practices.length }];
      }),
    );
    const parts = Object.values(dimensions);
    const answered = parts.reduce((sum, dimension) => sum + dimension.answered, 0);
    return { answered, total: parts.reduce((sum, dimension) => sum + dimension.total, 0), dimensions };
  }

  /** @param {HTMLElement} practice */
  clear(practice) {
    this.set({ response: answered(this.state.response, practice.dataset.practice ?? "", null) });
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
    if (target?.matches("[data-piece], [data-result]") && this.form.contains(target)) target.scrollIntoView({ block: "start" });
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

  goToResult() {
    const heading = /** @type {HTMLElement} */ (this.form.querySelector("[data-result]"));
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  }

  get folded() {
    return this.dimensions;
  }

  /** @param {HTMLInputElement} input */
  async openFile(input) {
    const text = await this.textOf(input);
    if (text !== undefined) this.set({ incoming: text });
  }

  closeFile() {
    this.set({ incoming: null });
    this.show();
    /** @type {HTMLElement} */ (this.form.querySelector("[data-act=open]")).focus();
  }

  /** Take the answers of the file that was opened; those that it does not have stay. */
  take() {
    const theirs = /** @type {Response} */ (this.output.incoming?.response);
    const { response } = this.state;
    this.set({
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
    this.set({ incoming: null, response: { format, instrument, version, answers: {} } });
    this.model.send({ erase: true });
    this.unticked.clear();
    this.told = { erased: true };
    this.showState();
    this.openFirstUnfinished();
  }
}

export default piece(Assessment);

/**
 * The questions to officers that are ticked, as they stand on the page, between what is said before and after them; null
 * where none is.
 * @param {HTMLElement} questions
 */
function letterOf(questions) {
  /** @param {Element} part */
  const text = (part) =>
    [...part.querySelectorAll("[data-line]")]
      .filter((line) => !line.closest("[hidden]"))
      .map((line) => line.textContent.trim().replace(/\s+/g, " "))
      .join("\n");
  const [title, ending] = [...questions.querySelectorAll("[data-said]")].map(text);
  const asked = [...questions.querySelectorAll("label:has([data-ask]:checked)")].map((question, i) => `${i + 1}. ${text(question)}`);
  return asked.length === 0 ? null : [title, ...asked, ending].join("\n\n");
}

/** Who takes a step, and by when in words, as far as the reader's plan says. @param {import("./planning.js").Planned | undefined} planned */
function whoAndWhen({ owner = "", due = "" } = { title: "", step: "", day: "" }) {
  return { owner, by: due ? dayInWords(due) : "" };
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
