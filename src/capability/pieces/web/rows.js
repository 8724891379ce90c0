// The rows of an exercise's tables. A file lists them; a browser keeps each under a name of its own, so that what two tabs do
// with rows adds up, and a row that one takes away moves none that the other is at.

/** @typedef {Record<string, string>} Row */
/** @typedef {Record<string, string | Record<string, Row>>} Inputs by field, or by table and row */
/** @typedef {Record<string, string | Row[]>} Listed the same as a file has it */

/**
 * Inputs with each row under its name; rows that have none yet are named by their places.
 * @param {Inputs | Listed} inputs
 * @returns {Inputs}
 */
export function named(inputs) {
  const named = Object.entries(inputs).map(([name, value]) => [name, Array.isArray(value) ? Object.fromEntries(value.map((row, i) => [`r${i}`, row])) : value]);
  return Object.fromEntries(named);
}

/**
 * Inputs as a file has them.
 * @param {Inputs | Listed} inputs
 * @returns {Listed}
 */
export function listed(inputs) {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, typeof value === "object" ? Object.values(value) : value]));
}
