// A response as a form changes it: one answer at a time, and each word about its rater. Nothing here touches a page.

import { randomId, stamp } from "./files.js";

/**
 * @typedef {import("./assessment.js").Answer} Answer
 * @typedef {import("./assessment.js").Response} Response
 */

/**
 * A response with one answer changed, or taken away.
 * @param {Response} response
 * @param {string} practice
 * @param {Answer | null} answer
 * @returns {Response}
 */
export function answered(response, practice, answer) {
  const answers = { ...response.answers };
  if (answer === null) delete answers[practice];
  else answers[practice] = answer;
  return stamped({ ...response, answers });
}

/**
 * A response with one word about its rater or its context changed; an empty word is left out.
 * @param {Response} response
 * @param {string} field such as `rater/role`
 * @param {string} value
 * @returns {Response}
 */
export function described(response, field, value) {
  const [part = "", name = ""] = field.split("/");
  const { [name]: _, ...rest } = /** @type {any} */ (response)[part] ?? {};
  return stamped({ ...response, [part]: value === "" ? rest : { ...rest, [name]: value } });
}

/**
 * A response with what its rater says beside all answers; nothing said is left out.
 * @param {Response} response
 * @param {string} words
 * @returns {Response}
 */
export function noted({ note: _, ...rest }, words) {
  return stamped(words === "" ? rest : { ...rest, note: words });
}

/** What a response is about, in its rater's own words. @param {Response} response */
export function about({ rater, context }) {
  return [rater?.organisation, context?.round].filter(Boolean).join(" ");
}

/**
 * Whether a practice is not asked where the response says it is from. The words that exclude it are written from the
 * instrument (`Applies.excluding`): asked of Python, a page would wait for it to start.
 * @param {{notNation?: string, notContract?: string}} practice
 * @param {Response} response
 */
export function excluded({ notNation = "", notContract = "" }, { context = {} }) {
  return notNation.split(" ").includes(context.nation || "-") || notContract.split(" ").includes(context.contract || "-");
}

/** @param {Response} response @returns {Response} */
function stamped(response) {
  return { ...response, id: response.id || randomId(), saved: stamp() };
}
