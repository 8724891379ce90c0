// Answers as a text that people read: lines for them, and behind those one sealed line for the workbench.
//
// The text is shared, pasted into an email, and copied out of it again. There its lines are broken, quoted and made
// prettier; so the sealed line has no sign in it that mail programs touch, and `reading/letters.py` takes out what they add.

/** Longest line of what is sealed: mail programs break lines that are longer. */
const WIDTH = 72;

/**
 * A response in lines of plain ASCII without a space and without angle brackets.
 * @param {import("./assessment.js").Response} response
 */
export function sealed({ format, ...rest }) {
  const plain = JSON.stringify({ format, ...rest }).replace(/[^!-;=?-~]/g, escaped);
  return plain.replace(new RegExp(`.{${WIDTH}}`, "g"), "$&\n");
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
