// What is kept of each piece: its shape, and how deep its entries lie where that is not as usual.

import { SHAPES } from "./shapes.js";

/**
 * @typedef {object} Kind
 * @property {import("./fits.js").Shape} [shape] what can be of this kind; without it, any object
 * @property {string[]} [whole] its parts that are whole or not there
 * @property {Record<string, number>} [depths] how deep entries lie below a first name; `*` is any other
 */

/** @type {Record<string, Kind>} */
export const KINDS = {
  // An answer is one entry, with its evidence and its note; and so is each word about the rater and where it is from.
  response: { shape: SHAPES.response, depths: { answers: 2, rater: 2, context: 2 } },
  // A pulse is that of one day, and whole; so is a step of a plan, by its instrument and practice.
  learning: { shape: SHAPES.learning, depths: { start: 1, end: 1, plan: 3 } },
  quiz: { shape: SHAPES.quiz },
  // Chapter, inputs, table, row, column.
  exercise: { shape: SHAPES.exercise, depths: { "*": 5 } },
  relations: { shape: SHAPES.relations },
  // Table, talks, practice, vote: the counts at the levels, or of another answer.
  roundtable: { shape: SHAPES.roundtable, depths: { "*": 5 }, whole: ["table"] },
  workbench: { shape: SHAPES.workbench },
};
