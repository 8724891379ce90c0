// A chapter's quiz: keeps what is chosen, and how many were right.
//
// State: kept {chapter: {choices, tries, best, finished, reached}}. All chapters share it, so that one page can tell of them all.

import { today } from "./files.js";
import { fill } from "./fill.js";
import { Questions, optionsOf } from "./questions.js";
import { piece } from "./view.js";

/** @typedef {import("./outputs").quiz.Output} Output */
/** @typedef {import("./outputs").quiz.View} Added what this view adds to the output */
/** @typedef {{choices?: Record<string, string>, marked?: boolean, tries?: number, best?: number, finished?: string, reached?: string}} Own `marked` is of earlier versions */

/** @extends {Questions<Output>} */
class Quiz extends Questions {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    this.chapter = form.dataset.quiz ?? "";
    /** The options of each question in the order of the chapter. */
    this.options = new Map(this.questions.map((question) => [question, optionsOf(question)]));
    /** Whether the reader is to be led to the first question. */
    this.again = false;
  }

  /** What the reader made of this chapter. @returns {Own} */
  get own() {
    const own = this.state.kept?.[this.chapter];
    return own !== null && typeof own === "object" ? own : {};
  }

  get choices() {
    return this.own.choices ?? {};
  }

  /** @param {Own} change */
  keep(change) {
    this.set({ kept: { ...this.state.kept, [this.chapter]: { ...this.own, ...change } } });
  }

  /** @param {string} question @param {string} option */
  choose(question, option) {
    this.keep({ choices: { ...this.choices, [question]: option } });
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    super.clicked(act, button);
    if (act === "again") {
      this.again = true;
      this.passing.clear();
      for (const said of this.all("[data-said]")) said.textContent = "";
      this.keep({ choices: {}, marked: false, tries: (this.own.tries ?? 0) + 1 });
    }
  }

  fill() {
    const { output, host, own } = this;
    const { questions } = this;
    const progress = questions.filter((question) => this.choices[question.dataset.question ?? ""] !== undefined).length;
    // The marks hold for what was chosen then: until Python has caught up, they are not shown.
    const marked = progress === questions.length && output.marked ? output.marked : null;
    if (marked && marked.right > (own.best ?? -1)) this.keep({ best: marked.right, finished: own.finished ?? today(), reached: today() });
    /** @type {Added} */
    const added = { marked, best: own.best ?? null, progress, host };
    fill(this.form, { ...output, ...added });
    for (const question of questions) this.place(question);
    if (this.again) {
      this.again = false;
      this.one("input").focus();
    }
  }

  /** The options in another order at each try. @param {HTMLElement} question */
  place(question) {
    const options = this.options.get(question) ?? [];
    const turn = (this.own.tries ?? 0) % options.length;
    const order = [...options.slice(turn), ...options.slice(0, turn)];
    if (order.some((option, i) => option.parentElement?.children[i] !== option)) order[0]?.parentElement?.append(...order);
    super.place(question);
  }
}

export default piece(Quiz);
