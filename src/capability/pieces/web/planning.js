// A reader's own plan, wherever it is shown: steps by instrument and practice, in the record that "My learning" keeps.
// An item of it is an element with `data-planned`, its `data-instrument` and `data-id`; to be put in it has `data-title` and `data-step`.

import { today } from "./files.js";

/** @typedef {{title: string, step: string, day: string, owner?: string, due?: string, done?: string}} Planned */
/** @typedef {Record<string, Record<string, Planned>>} Plan */
/** @typedef {{plan?: Plan, [name: string]: unknown}} Learning a record of learning, as far as it matters here */

/** Where actions of a reader's own stand, beside those of instruments: `capability.course.learning.OWN`. */
export const OWN = "own";

/** @param {Learning | null | undefined} learning @param {string} instrument @param {string} id @returns {Planned | undefined} */
function there(learning, instrument, id) {
  return learning?.plan?.[instrument]?.[id];
}

/**
 * A record with one step of the plan as it is given, or without it.
 * @param {Learning | null | undefined} learning @param {string} instrument @param {string} id @param {Planned | null} step
 * @returns {Learning}
 */
export function withStep(learning, instrument, id, step) {
  const { [id]: _, ...others } = learning?.plan?.[instrument] ?? {};
  const steps = step === null ? others : { ...learning?.plan?.[instrument], [id]: step };
  return { ...learning, plan: { ...learning?.plan, [instrument]: steps } };
}

/** @param {Element} inside @returns {DOMStringMap} what says of which step an element inside an item is */
function itemOf(inside) {
  return /** @type {HTMLElement} */ (inside.closest("[data-planned]")).dataset;
}

/** A record with the step of an item put in, or taken out where it was in. @param {Learning | null | undefined} learning @param {Element} button */
export function pressed(learning, button) {
  const { instrument = "", id = "", title = "", step = "" } = itemOf(button);
  return withStep(learning, instrument, id, there(learning, instrument, id) ? null : { title, step, day: today() });
}

/**
 * A record with who takes a step, or by when, in the reader's own words, or no longer said; the same where the step is gone.
 * @param {Learning | null | undefined} learning @param {HTMLInputElement} field
 */
export function typed(learning, field) {
  const { instrument = "", id = "" } = itemOf(field);
  const step = there(learning, instrument, id);
  if (step === undefined) return learning; // taken out in another tab
  const name = /** @type {"owner" | "due"} */ (field.dataset.planField);
  const { [name]: _, ...others } = step;
  const value = field.value.trim();
  return withStep(learning, instrument, id, value ? { ...others, [name]: value } : others);
}

/**
 * A record with a step marked as done today, or no longer; the same where the step is gone.
 * @param {Learning | null | undefined} learning @param {HTMLInputElement} box
 */
export function ticked(learning, box) {
  const { instrument = "", id = "" } = itemOf(box);
  const step = there(learning, instrument, id);
  if (step === undefined) return learning; // taken out in another tab
  const { done: _, ...open } = step;
  return withStep(learning, instrument, id, box.checked ? { ...open, done: today() } : open);
}

/**
 * Say of every item whether it is in the plan, and write who takes it, and by when.
 * @param {HTMLElement} form @param {Learning | null | undefined} learning @param {boolean} keeps whether anything is kept here
 */
export function showPlanned(form, learning, keeps = true) {
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-planned]"))) {
    const { instrument = "", id = "" } = item.dataset;
    const step = there(learning, instrument, id);
    item.hidden = !keeps;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (item.querySelectorAll("[data-when]"))) part.hidden = (part.dataset.when === "in") !== Boolean(step);
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (item.querySelectorAll("[data-plan-field]"))) {
      const value = step?.[/** @type {"owner" | "due"} */ (input.dataset.planField)] ?? "";
      if (document.activeElement !== input && input.value !== value) input.value = value;
    }
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (item.querySelectorAll("[data-plan-done]"))) box.checked = Boolean(step?.done);
  }
}
