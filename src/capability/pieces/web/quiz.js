// A chapter's quiz: reads and writes what is chosen, and fills in how it was marked.
//
// State: kept {chapter: {choices, marked, tries, best}}. All chapters share it, so that one page can tell of them all.

import { fill } from "./fill.js";
import { View, piece } from "./view.js";

/** @typedef {import("./outputs").quiz.Output} Output */
/** @typedef {import("./outputs").quiz.View} Added what this view adds to the output */
/** @typedef {{choices?: Record<string, string>, marked?: boolean, tries?: number, best?: number}} RaterIndices */

/** @extends {View<Output>} */
class Quiz extends View {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    this.chapter = form.dataset.quiz ?? "";
    this.questions = this.all("[data-question]");
    /** The options of each question in the order of the chapter. */
    this.options = new Map(this.questions.map((question) => [question, [...question.querySelectorAll("label")]]));
    /** Where the reader is to be led once it can be: to the marks, or to the first question. @type {"" | "marks" | "start"} */
    this.lead = "";
  }

  /** What the reader made of this chapter. @returns {RaterIndices} */
  get own() {
    const own = this.state.kept?.[this.chapter];
    return own !== null && typeof own === "object" ? own : {};
  }

  /** The numbers of the questions that are not answered yet. */
  get blank() {
    const choices = this.own.choices ?? {};
    return this.questions.flatMap((question, i) => (choices[question.dataset.question ?? ""] === undefined ? [i + 1] : []));
  }

  /** @param {RaterIndices} change */
  keep(change) {
    this.set({ kept: { ...this.state.kept, [this.chapter]: { ...this.own, ...change } } });
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    const question = /** @type {HTMLElement | null} */ (target.closest("[data-question]"));
    if (!question) return;
    this.told = {};
    this.keep({ choices: { ...this.own.choices, [question.dataset.question ?? ""]: target.value } });
  }

  /** @param {string} act */
  clicked(act) {
    this.told = {};
    if (act === "mark") {
      this.told = { blank: this.blank.length > 0 };
      if (this.told.blank) return this.show();
      this.lead = "marks";
      this.keep({ marked: true });
    }
    if (act === "again") {
      this.lead = "start";
      this.keep({ choices: {}, marked: false, tries: (this.own.tries ?? 0) + 1 });
    }
  }

  fill() {
    const { output, host, own } = this;
    const choices = own.choices ?? {};
    // What was marked holds for what was chosen then: until Python has caught up, it is not shown.
    const marked = own.marked && output.marked ? output.marked : null;
    if (marked && marked.right > (own.best ?? -1)) this.keep({ best: marked.right });
    const { blank } = this;
    const progress = this.questions.length - blank.length;
    const questions = marked && (output.questions ?? null);
    /** @type {Added} */
    const added = { questions, marked, best: own.best ?? null, blank, progress, host, told: this.told };
    fill(this.form, { ...output, ...added });
    for (const question of this.questions) this.place(question, choices[question.dataset.question ?? ""], Boolean(marked));
    if (this.lead === "marks" && marked) this.goTo("[data-score]");
    if (this.lead === "start" && !marked) this.goTo("input");
  }

  /** @param {string} selector */
  goTo(selector) {
    this.lead = "";
    this.one(selector).focus();
  }

  /** Show a question's choice, and its options in another order at each try. @param {HTMLElement} question @param {string | undefined} choice @param {boolean} marked */
  place(question, choice, marked) {
    const options = this.options.get(question) ?? [];
    const turn = (this.own.tries ?? 0) % options.length;
    const order = [...options.slice(turn), ...options.slice(0, turn)];
    if (order.some((option, i) => option.parentElement?.children[i] !== option)) order[0]?.parentElement?.append(...order);
    for (const option of options) {
      const input = /** @type {HTMLInputElement} */ (option.querySelector("input"));
      input.checked = input.value === choice;
      input.disabled = marked;
    }
  }
}

export default piece(Quiz);
