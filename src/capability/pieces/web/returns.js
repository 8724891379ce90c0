// Coming back to finished modules: shows the situations that are due, tells each answer, and keeps it in the record.
//
// State: kept (a record, with `returns` by day: {asked, choices, finished}), quizzes, day. Which are asked, and when, Python decides.

import { today } from "./files.js";
import { fill } from "./fill.js";
import { Questions } from "./questions.js";
import { dayInWords, piece } from "./view.js";

/** @typedef {import("./outputs").returns.Output} Output */
/** @typedef {import("./outputs").returns.View} Added what this view adds to the output */

/** @extends {Questions<Output>} */
class Returns extends Questions {
  /** Whether a return that was begun before was opened for the reader. */
  opened = false;

  /** The return as it is kept. @returns {{asked?: string[], choices?: Record<string, string>, finished?: string}} */
  get own() {
    return this.state.kept?.returns?.[this.output.asked?.day ?? ""] ?? {};
  }

  get choices() {
    return this.own.choices ?? {};
  }

  /** @param {string} question @param {string} option */
  choose(question, option) {
    const { kept } = this.state;
    const { day = "", ids = [] } = this.output.asked ?? {};
    const choices = { ...this.choices, [question]: option };
    const last = ids.every((id) => choices[id] !== undefined) ? { finished: today() } : {};
    this.set({ kept: { ...kept, returns: { ...kept?.returns, [day]: { asked: ids, choices, ...last } } } });
  }

  /** @param {string} act @param {HTMLElement} button */
  clicked(act, button) {
    super.clicked(act, button);
    if (act === "calendar") void this.saveCalendar();
  }

  async saveCalendar() {
    const { protocol, origin, pathname } = location;
    const page = protocol.startsWith("http") ? origin + pathname : "";
    const fault = await this.saveFile("returns-file", { ...this.state, page });
    this.told = { calendar: fault === null };
    this.show();
  }

  fill() {
    const { output, host, told, state } = this;
    // Python's own clock may be another than the reader's, and midnight passes.
    if (output.today && output.today !== today() && state.day !== today()) this.set({ day: today() });
    const done = Object.keys(this.choices).length;
    /** @type {Added} */
    const added = {
      ...{ host, told },
      asked: output.asked ? { ...output.asked, progress: done, begun: done > 0 } : null,
      waiting: Object.keys(state.quizzes ?? {}).length === 0 || output.finished === 0,
      next: output.next ? dayInWords(output.next) : null,
      over: Boolean(output.finished && !output.asked && !output.next),
      days: output.days?.length ?? 0,
    };
    fill(this.form, { ...added });
    for (const question of this.questions) {
      name(question);
      this.place(question);
    }
    if (!this.opened && done > 0 && output.asked && !output.asked.done) this.opened = this.one("[data-answer]").open = true;
  }
}

/** Give what belongs to one question its name: a template cannot. @param {HTMLElement} question */
function name(question) {
  const id = `returns--${question.dataset.question}`;
  if (question.getAttribute("aria-describedby") === id) return;
  question.setAttribute("aria-describedby", id);
  const situation = question.parentElement?.querySelector("[data-situation]");
  if (situation) situation.id = id;
  for (const input of question.querySelectorAll("input")) input.name = `${id}--option`;
}

export default piece(Returns);
