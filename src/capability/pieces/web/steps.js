// The steps of a module: tells which of them are done. It looks at what is kept, and no further.
//
// State: kept (a record of learning), quizzes, exercises, and response:INSTRUMENT of the module's slice.

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
  model.on("change:state", show);
  show();
  return () => model.off("change:state", show);
}

export default { render };
