// The steps of a module: tells which of them are done. It looks at what is kept, and no further; and whoever goes on from the
// end of what is to be read has read it.
//
// State: kept (a record of learning), quizzes, exercises, and response:INSTRUMENT of the module's slice.

import { marked } from "./bookmark.js";

/**
 * Which steps of a module are done, and how many of the questions of its slice are answered.
 * @param {Record<string, any>} state @param {string} module @param {string} instrument @param {string[]} asks
 */
export function doneIn(state, module, instrument, asks) {
  const answers = state[`response:${instrument}`]?.answers ?? {};
  const answered = asks.filter((question) => answers[question] !== undefined).length;
  return {
    answered,
    read: state.kept?.read?.[module] !== undefined,
    do: state.exercises?.[module]?.own === true,
    where: answered === asks.length,
    check: (state.quizzes?.[module]?.best ?? null) !== null,
  };
}

/** @param {{model: import("./view.js").Model, el: HTMLElement}} host */
function render({ model, el }) {
  const { module = "", asks = "", responses = "{}" } = el.dataset;
  const questions = asks.split(" ");
  const [instrument = ""] = Object.keys(JSON.parse(responses));
  /** @param {string} selector */
  const marks = (selector) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector));
  const show = () => {
    const { answered, ...steps } = doneIn(model.get("state"), module, instrument, questions);
    /** @type {Record<string, boolean>} */
    const done = steps;
    // The way between the steps tells it, and so does the end of the last one.
    for (const mark of marks("[data-done]")) mark.hidden = !done[mark.dataset.done ?? ""];
    for (const mark of marks("[data-undone]")) mark.hidden = Boolean(done[mark.dataset.undone ?? ""]);
    for (const ending of marks("[data-ending]")) ending.hidden = false;
    const begun = /** @type {HTMLElement} */ (el.querySelector("[data-begun]"));
    begun.hidden = done.where === true || answered === 0;
    /** @type {HTMLElement} */ (begun.querySelector("[data-count]")).textContent = String(answered);
  };
  const stop = new AbortController();
  /** At the foot of a step, "Next step" leads on. @param {Event} event */
  const goOn = ({ target }) => {
    if (!(target instanceof Element) || !target.closest(".cap-steps-next a")) return;
    const { kept } = model.get("state");
    if (kept?.read?.[module] === undefined) model.set("state", { ...model.get("state"), kept: marked(kept, module, true) });
  };
  document.addEventListener("click", goOn, { signal: stop.signal });
  model.on("change:state", show);
  show();
  return () => {
    stop.abort();
    model.off("change:state", show);
  };
}

export default { render };
