// Answers as a text that people read: lines for them, and behind those one sealed line for the workbench.
//
// The text is shared, pasted into an email, and copied out of it again. There its lines are broken, quoted and made
// prettier; so the sealed line has no sign in it that mail programs touch, and `reading/letters.py` takes out what they add.

/** Longest line of what is sealed: mail programs break lines that are longer. */
const WIDTH = 72;

/**
 * A response, or a row of relations, in lines of plain ASCII without a space and without angle brackets.
 * @param {{format: string}} whole
 */
export function sealed({ format, ...rest }) {
  const plain = JSON.stringify({ format, ...rest }).replace(/[^!-;=?-~]/g, escaped);
  return plain.replace(new RegExp(`.{${WIDTH}}`, "g"), "$&\n");
}

/**
 * The whole text: what is said of it, what was said, and the words before what is sealed.
 * @param {string[]} head @param {string} body @param {string} foot @param {{format: string}} whole
 */
export function letterOf(head, body, foot, whole) {
  return `${head.join("\n")}\n\n${body}\n\n${foot}\n${sealed(whole)}\n`;
}

/** A reader's own words on one line: only what is sealed looks sealed. @param {string} words */
export function unsealed(words) {
  return inOneLine(words).replaceAll("{", "(").replaceAll("}", ")");
}

/** @param {string | null | undefined} text */
export function inOneLine(text) {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

/** @param {string} sign */
function escaped(sign) {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Longest label of a round, in characters. */
const LONGEST_ROUND = 80;

/**
 * The round's name in a page's address, `?round=Spring+2027`: a label and no more, on one line and not long.
 * @param {string} search
 */
export function roundIn(search) {
  const words = new URLSearchParams(search).get("round") ?? "";
  return [...words.replace(/[\p{C}\p{Z}]+/gu, " ").trim()].slice(0, LONGEST_ROUND).join("").trim();
}
