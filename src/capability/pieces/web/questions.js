// Questions to oneself: each answer is told at once, with the best option and the reason.
//
// What is clicked, tapped, or pressed with Space or Enter is chosen, and told. The arrow keys choose whatever they pass, for so
// it is with radio buttons: that is no answer yet, and a button beside it checks it. The first choice of a question counts.

import { View } from "./view.js";

/** @template Output @extends {View<Output>} */
export class Questions extends View {
  /** What the arrow keys stopped at, by question: chosen, and not told yet. @type {Map<string, string>} */
  passing = new Map();
  /** Whether an arrow key is down. */
  byArrow = false;

  start() {
    super.start();
    this.listen(this.form, "keydown", (event) => this.pressed(/** @type {KeyboardEvent} */ (event)));
    for (const event of ["keyup", "pointerdown"]) {
      this.listen(this.form, event, () => {
        this.byArrow = false;
      });
    }
  }

  get questions() {
    return this.all("[data-question]");
  }

  /** What is chosen and told, by question. @returns {Record<string, string>} */
  get choices() {
    return {};
  }

  /** Keep what is chosen. @param {string} _question @param {string} _option */
  choose(_question, _option) {}

  /** A question is answered: that is kept, and told. @param {string} question @param {string} option */
  answer(question, option) {
    this.passing.delete(question);
    this.choose(question, option);
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
    if (act !== "check" || option === undefined) return;
    this.answer(question, option);
    // The button goes, and what has the focus must not go with it.
    /** @type {HTMLElement | null | undefined} */ (button.closest("[data-question]")?.querySelector("input:checked"))?.focus();
  }

  /** Show what was chosen of a question and, once it is answered, each reason. @param {HTMLElement} question */
  place(question) {
    const name = question.dataset.question ?? "";
    const told = this.choices[name];
    const chosen = told ?? this.passing.get(name);
    question.toggleAttribute("data-told", told !== undefined);
    for (const option of optionsOf(question)) {
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
    const options = question ? optionsOf(question) : [];
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

/** The options of a question, in the order in which they stand. @param {HTMLElement} question */
export function optionsOf(question) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (question.querySelectorAll("[data-option]"))];
}
