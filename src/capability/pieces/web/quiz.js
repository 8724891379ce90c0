// A chapter's quiz: keeps what is chosen, and tells each answer at once.
//
// What is clicked, tapped, or pressed with Space or Enter is chosen, and told. The arrow keys choose whatever they pass, for so
// it is with radio buttons: that is no answer yet, and a button beside it checks it. The first choice of a question counts.
//
// State: kept {chapter: {choices, tries, best}}. All chapters share it, so that one page can tell of them all.

import { fill } from "./fill.js";
import { View, piece } from "./view.js";

/** @typedef {import("./outputs").quiz.Output} Output */
/** @typedef {import("./outputs").quiz.View} Added what this view adds to the output */
/** @typedef {{choices?: Record<string, string>, marked?: boolean, tries?: number, best?: number}} Own `marked` is of earlier versions */

/** @extends {View<Output>} */
class Quiz extends View {
  /** @param {import("./view.js").Model} model @param {HTMLFormElement} form */
  constructor(model, form) {
    super(model, form);
    this.chapter = form.dataset.quiz ?? "";
    this.questions = this.all("[data-question]");
    /** The options of each question in the order of the chapter. */
    this.options = new Map(this.questions.map((question) => [question, [.../** @type {NodeListOf<HTMLElement>} */ (question.querySelectorAll("[data-option]"))]]));
    /** What the arrow keys stopped at, by question: chosen, and not told yet. @type {Map<string, string>} */
    this.passing = new Map();
    /** Whether an arrow key is down. */
    this.byArrow = false;
    /** Whether the reader is to be led to the first question. */
    this.again = false;
  }

  start() {
    super.start();
    this.listen(this.form, "keydown", (event) => this.pressed(/** @type {KeyboardEvent} */ (event)));
    for (const event of ["keyup", "pointerdown"]) {
      this.listen(this.form, event, () => {
        this.byArrow = false;
      });
    }
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

  /** A question is answered: that is kept, and told. @param {string} question @param {string} option */
  answer(question, option) {
    this.passing.delete(question);
    this.keep({ choices: { ...this.choices, [question]: option } });
    this.say(question);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key, target } = event;
    const input = /** @type {HTMLInputElement} */ (target);
    this.byArrow = key.startsWith("Arrow");
    if (!input.matches("input")) return;
    const question = questionOf(input);
    // What was told stays as it is; a reader can walk over the options all the same.
    if (this.byArrow && this.choices[question] !== undefined) event.preventDefault();
    // Space checks nothing where the arrows have checked it already; Enter never does.
    const isMeant = key === "Enter" || (key === " " && this.passing.has(question));
    if (isMeant && this.choices[question] === undefined) this.answer(question, input.value);
  }

  /** @param {HTMLInputElement} input */
  changed(input) {
    const question = questionOf(input);
    if (!question) return;
    if (this.choices[question] !== undefined) return this.show(); // it is told: the first choice stands
    if (!this.byArrow) return this.answer(question, input.value);
    this.passing.set(question, input.value);
    this.show();
  }

  /** @param {HTMLElement} target */
  press(target) {
    super.press(target);
    // A tap or a click on the option at which the arrows stopped: it was chosen before, so nothing changes.
    if (target.matches("input") && !this.byArrow && this.passing.has(questionOf(target))) this.answer(questionOf(target), /** @type {HTMLInputElement} */ (target).value);
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    const question = questionOf(button);
    const option = this.passing.get(question);
    if (act === "check" && option !== undefined) {
      this.answer(question, option);
      // The button goes, and what has the focus must not go with it.
      /** @type {HTMLElement | null | undefined} */ (button.closest("[data-question]")?.querySelector("input:checked"))?.focus();
    }
    if (act === "again") {
      this.again = true;
      this.passing.clear();
      for (const said of this.all("[data-said]")) said.textContent = "";
      this.keep({ choices: {}, marked: false, tries: (this.own.tries ?? 0) + 1 });
    }
  }

  fill() {
    const { output, host, own } = this;
    const progress = this.questions.filter((question) => this.choices[question.dataset.question ?? ""] !== undefined).length;
    // The marks hold for what was chosen then: until Python has caught up, they are not shown.
    const marked = progress === this.questions.length && output.marked ? output.marked : null;
    if (marked && marked.right > (own.best ?? -1)) this.keep({ best: marked.right });
    /** @type {Added} */
    const added = { marked, best: own.best ?? null, progress, host };
    fill(this.form, { ...output, ...added });
    for (const question of this.questions) this.place(question);
    if (this.again) {
      this.again = false;
      this.one("input").focus();
    }
  }

  /** Show what was chosen of a question and, once it is answered, each reason; the options in another order at each try. @param {HTMLElement} question */
  place(question) {
    const name = question.dataset.question ?? "";
    const told = this.choices[name];
    const chosen = told ?? this.passing.get(name);
    const options = this.options.get(question) ?? [];
    const turn = (this.own.tries ?? 0) % options.length;
    const order = [...options.slice(turn), ...options.slice(0, turn)];
    if (order.some((option, i) => option.parentElement?.children[i] !== option)) order[0]?.parentElement?.append(...order);
    question.toggleAttribute("data-told", told !== undefined);
    for (const option of options) {
      const input = /** @type {HTMLInputElement} */ (option.querySelector("input"));
      input.checked = input.value === chosen;
      // Not disabled: it would lose the focus at the very moment at which it is told.
      input.setAttribute("aria-disabled", String(told !== undefined));
      option.toggleAttribute("data-chosen", input.value === told);
      /** @type {HTMLElement} */ (option.querySelector("[data-why]")).hidden = told === undefined;
    }
    /** @type {HTMLElement} */ (question.querySelector("[data-check]")).hidden = told !== undefined || chosen === undefined;
  }

  /** Have a screen reader say how a question was answered: what is chosen, and what is best. @param {string} name */
  say(name) {
    const question = this.questions.find(({ dataset }) => dataset.question === name);
    const options = (question && this.options.get(question)) ?? [];
    const chosen = options.find((option) => option.querySelector("input")?.value === this.choices[name]);
    const best = options.find((option) => option.hasAttribute("data-right"));
    const words = [chosen?.querySelector("[data-if-chosen]"), chosen?.querySelector("[data-reason]")];
    if (best !== chosen) words.push(...["[data-if-other]", "label", "[data-reason]"].map((part) => best?.querySelector(part)));
    const said = question?.querySelector("[data-said]");
    if (said) said.textContent = words.map((part) => part?.textContent.trim()).join(" ");
  }
}

/** The id of the question that something belongs to. @param {HTMLElement} element */
function questionOf(element) {
  return /** @type {HTMLElement | null} */ (element.closest("[data-question]"))?.dataset.question ?? "";
}

export default piece(Quiz);
