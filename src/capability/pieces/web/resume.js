// Where a reader was, on the front page: what to go on with first, and up to four others. It looks at what is kept, and no further.
//
// State: kept (a record of learning), quizzes, exercises, and response:INSTRUMENT of modules and forms.

import { lastChangeIn } from "./entries.js";
import { today } from "./files.js";
import { fill } from "./fill.js";
import { excluded } from "./response.js";
import { doneIn } from "./steps.js";
import { dayInWords } from "./view.js";

/** @typedef {import("./outputs").resume.View} Places */
/** @typedef {{id: string, instrument: string, asks: string[]}} Module */
/** @typedef {{id: string, instrument: string, form: string, asks: {id: string, notNation?: string, notContract?: string}[]}} Form */
/** @typedef {{modules: Module[], forms: Form[], routes: Record<string, {module: string, how: string}[]>, week: number}} Course `week`: so many days after a start it is worth a look again */
/** @typedef {{name: string, at: number}} Place what a place is called in the page, and when something was done there last */

/** Most actions that are named as late. */
const NAMED = 3;

/** Most places that are shown. */
const MOST = 5;

/** The steps of a module, in order; there is nothing to be done in the last of them. */
const STEPS = /** @type {const} */ (["read", "do", "where", "check", "team"]);

const DAY = 86_400_000;

/** @param {{model: import("./view.js").Model, el: HTMLElement}} host */
function render({ model, el }) {
  /** @param {string} name */
  const data = (name) => JSON.parse(el.dataset[name] ?? "[]");
  /** @type {Course} */
  const course = { modules: data("modules"), forms: data("forms"), routes: data("routes"), week: data("week") };
  const list = /** @type {HTMLElement} */ (el.querySelector("ul"));
  const show = () => {
    const { places, order } = whereIn(course, model.get("state"), model.get("times"), today());
    fill(el, places);
    const items = new Map([.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-where]"))].map((item) => [item.dataset.where, item]));
    for (const item of items.values()) item.hidden = true;
    const shown = order.flatMap((name) => items.get(name) ?? []);
    for (const item of shown) item.hidden = false;
    // Moved only where it is elsewhere: a moved link would lose the keyboard.
    if (shown.some((item, i) => list.children[i] !== item)) list.prepend(...shown);
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (list.querySelectorAll("[data-where^='module/'] a"))) {
      const [, module = ""] = link.closest("li")?.dataset.where?.split("/") ?? [];
      link.hash = places.modules[module]?.at ?? "";
    }
    el.hidden = shown.length === 0;
    document.documentElement.toggleAttribute("data-returning", shown.length > 0);
  };
  model.on("change:state", show);
  show();
  return () => model.off("change:state", show);
}

export default { render };

/**
 * Every place, and the names of those that are shown, the one to go on with first.
 * @param {Course} course
 * @param {Record<string, any>} state @param {Record<string, import("./entries.js").Times>} times by the parts of the state
 * @param {string} day today
 * @returns {{places: Places, order: string[]}}
 */
export function whereIn({ modules, forms, routes, week }, state, times, day) {
  const record = state.kept ?? {};
  const route = routes[record.route] ?? [];
  const standings = modules.map((module) => ({ ...module, ...standing(module, state, times) }));
  /** A part of a route that is for reading is done with when it was read. @param {string} id */
  const isForReading = (id) => route.some(({ module, how }) => module === id && how === "read");
  /** @param {string} id */
  const isRead = (id) => record.read?.[id] !== undefined;
  const ended = new Set(standings.filter(({ id, done }) => done || isRead(id)).map(({ id }) => id));
  const filled = forms.map((form) => ({ ...form, ...answeredIn(form, askedElsewhere(form, forms, standings), state, times) }));
  const plan = planOf(record, day);

  const under = standings.filter(({ id, begun, done }) => begun && !done && !(isRead(id) && isForReading(id))).map(({ id, at }) => ({ name: `module/${id}`, at }));
  // All forms of an instrument share their answers: of those that were begun the one is under way in which most are answered. It will
  // say more than a smaller one that is whole; where none is under way, the widest whole one tells most.
  const groups = [...new Set(forms.map(({ instrument }) => instrument))].map((name) => filled.filter(({ instrument }) => instrument === name));
  const goOn = groups.flatMap((group) => group.filter((form) => form.begun).toSorted((one, other) => other.answered - one.answered)[0] ?? []).filter(({ answered, of }) => answered < of);
  const results = groups.flatMap((group) => (goOn.some((form) => group.includes(form)) ? [] : (group.findLast(({ answered, of }) => of > 0 && answered === of) ?? [])));
  const begun = [...latest(under).slice(0, 1), ...goOn.map(({ id, at }) => ({ name: `form/${id}`, at }))];
  const ahead = route.map(({ module }) => module).find((id) => !ended.has(id));
  const next = ahead ?? (ended.size > 0 ? modules.find(({ id }) => !ended.has(id))?.id : undefined);
  const isUnderWay = begun.some(({ name }) => name === `module/${next}`);

  // In its first week nothing has moved, or too little to be looked up.
  const isOld = record.start !== undefined && (record.end !== undefined || daysBetween(record.start.saved?.slice(0, 10), day) >= week);
  const isDue = plan.late > 0 || plan.next === "today";

  return {
    places: {
      modules: Object.fromEntries(standings.map(({ id, step }) => [id, { step: step + 1, at: STEPS[step] ?? "read" }])),
      forms: Object.fromEntries(filled.map(({ id, answered, of, saved }) => [id, { answered, of, day: dayInWords(saved) }])),
      plan,
      next: { on_route: ahead !== undefined },
      start: { day: dayInWords(record.start?.saved) },
    },
    order: [
      ...(isDue ? ["plan"] : []),
      ...latest(begun).map(({ name }) => name),
      ...(next && !isUnderWay ? [`next/${next}`] : []),
      ...(plan.actions > 0 && !isDue ? ["plan"] : []),
      ...latest(results.map(({ id, at }) => ({ name: `result/${id}`, at }))).map(({ name }) => name),
      ...(isOld ? ["start"] : []),
    ].slice(0, MOST),
  };
}

/** The last one first; of two at once, the one that stands later in the book. @param {Place[]} places */
function latest(places) {
  return places.toReversed().sort((one, other) => other.at - one.at);
}

/**
 * The step that a reader is at in a module: the one behind the last that is done, or a later one that was begun.
 * @param {Module} module @param {Record<string, any>} state @param {Record<string, import("./entries.js").Times>} times
 */
function standing({ id, instrument, asks }, state, times) {
  const done = doneIn(state, id, instrument, asks);
  const quiz = Object.keys(state.quizzes?.[id]?.choices ?? {}).length > 0;
  const exercise = state.exercises?.[id] !== undefined;
  const entered = { read: false, do: exercise, where: done.answered > 0, check: quiz, team: false };
  const step = Math.max(...STEPS.map((name, i) => (name !== "team" && done[name] ? i + 1 : entered[name] ? i : 0)));
  const at = Math.max(
    lastChangeIn(times.kept ?? {}, ["read", id]),
    lastChangeIn(times.exercises ?? {}, [id]),
    lastChangeIn(times.quizzes ?? {}, [id]),
    ...asks.map((question) => lastChangeIn(times[`response:${instrument}`] ?? {}, ["answers", question])),
  );
  // An answer alone does not say that a module was begun: all forms share them.
  return { step, at, begun: done.read || exercise || quiz || done.check, done: done.check };
}

/**
 * The questions of a form that a smaller form asks too, or a module that was begun: an answer to them does not say that this form was.
 * @param {Form} form @param {Form[]} forms @param {(Module & {begun: boolean})[]} modules
 */
function askedElsewhere({ instrument, asks }, forms, modules) {
  const smaller = forms.map((form) => ({ instrument: form.instrument, asks: form.asks.map(({ id }) => id) }));
  const others = [...smaller, ...modules.filter(({ begun }) => begun)].filter((other) => other.instrument === instrument && other.asks.length < asks.length);
  return new Set(others.flatMap((other) => other.asks));
}

/**
 * How much of what a form asks is answered, and whether it was begun.
 * @param {Form} form @param {Set<string>} elsewhere @param {Record<string, any>} state @param {Record<string, import("./entries.js").Times>} times
 */
function answeredIn({ instrument, asks }, elsewhere, state, times) {
  const response = state[`response:${instrument}`];
  const asked = asks.filter((question) => !excluded(question, response ?? {}));
  const at = lastChangeIn(times[`response:${instrument}`] ?? {}, ["answers"]);
  const answered = asked.filter(({ id }) => response?.answers?.[id] !== undefined);
  const begun = answered.some(({ id }) => !elsewhere.has(id));
  return { begun, answered: answered.length, of: asked.length, at, saved: (response?.saved ?? "").slice(0, 10) };
}

/** @param {string} one @param {string} other */
function daysBetween(one, other) {
  return Math.round((Date.parse(other) - Date.parse(one)) / DAY);
}

/** @param {any} record @param {string} day @returns {import("./outputs").resume.PlanPlace} */
function planOf(record, day) {
  const all = Object.values(record.plan ?? {}).flatMap((steps) => Object.values(/** @type {Record<string, import("./planning.js").Planned>} */ (steps)));
  const open = all.filter(({ done }) => !done);
  const dated = open.filter(({ due }) => due).sort((one, other) => ((one.due ?? "") < (other.due ?? "") ? -1 : 1));
  const late = dated.filter(({ due = "" }) => due < day);
  const [following] = dated.slice(late.length);
  const first = following?.due;
  const days = first === undefined ? 0 : daysBetween(day, first);
  const next = first === undefined ? "" : days === 0 ? "today" : days === 1 ? "tomorrow" : "later";
  const overdue = late.slice(0, NAMED).map(called);
  return { actions: open.length, late: late.length, next, days, what: following ? called(following) : "", overdue, more: late.length - overdue.length, undated: dated.length === 0 };
}

/** @param {import("./planning.js").Planned} planned @returns {string} what names an action: its title, or its reader's own words */
function called({ title, step }) {
  return title || step;
}
