// Asks Python for something beside a piece's output: a page's worker, or else a notebook's kernel.

/**
 * How a view asks. A page's model can; in a notebook a message goes to the widget, and its reply comes as one.
 * @param {import("./view.js").Model} model
 * @returns {import("./view.js").Ask}
 */
export function asking(model) {
  if (model.ask) return model.ask.bind(model);
  let last = 0;
  return (asked, state, tell) => {
    last += 1;
    const id = last;
    return new Promise((settle) => {
      /** @param {{id?: number, done?: number, of?: number, output?: any}} message */
      const hear = (message) => {
        if (message.id !== id) return;
        if (message.of !== undefined) return tell?.(message.done ?? 0, message.of);
        model.off("msg:custom", hear);
        settle({ output: message.output ?? null, end: "" });
      };
      model.on("msg:custom", hear);
      model.send({ ask: asked, id, state });
    });
  };
}
