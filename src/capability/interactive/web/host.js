// A built page's host: gives each piece on the page the model that a notebook would give it.

import assessment from "./assessment.js";
import exercise from "./exercise.js";
import { Keeper } from "./keeper.js";
import { Python } from "./python.js";
import quiz from "./quiz.js";
import relations from "./relations.js";
import roundtable from "./roundtable.js";
import { Store } from "./store.js";
import workbench from "./workbench.js";

/** The views by the name of their piece. */
const VIEWS = { assessment, exercise, quiz, relations, roundtable, workbench };

const python = new Python();

/** @type {Map<string, Keeper<any>>} by what they keep, shared by the forms of a page */
const keepers = new Map();

/** @type {Map<string, Promise<any>>} instruments and lessons as JSON, fetched when Python starts */
const data = new Map();

/** The path of the site's root; the theme's pages say how far up it is. */
function sitePath() {
  return new URL(document.documentElement.dataset.content_root ?? "./", location.href).pathname;
}

/**
 * What keeps a form's work: the answers to its instrument, or else what its piece keeps.
 * @param {DOMStringMap} form
 * @returns {Keeper<any>}
 */
function keeperOf({ piece = "", instrument, version = "" }) {
  const name = instrument ?? piece;
  const keeper = keepers.get(name) ?? (instrument ? new Store(sitePath(), instrument, version) : new Keeper(sitePath(), piece, {}));
  keepers.set(name, keeper);
  return keeper;
}

/** @param {string} path such as `instruments/organisation` */
function fetched(path) {
  const address = new URL(`${path}.json`, import.meta.url);
  const found = data.get(path) ?? fetch(address).then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(reply.statusText))));
  data.set(path, found);
  return found;
}

/**
 * A piece's config as a page carries it, with instruments and lessons in place of their ids.
 * @param {any} brief
 */
async function whole(brief) {
  const config = { ...brief };
  if (brief.instrument) config.instrument = await fetched(`instruments/${brief.instrument}`);
  if (brief.exercise) config.exercise = await fetched(`exercises/${brief.exercise}`);
  if (brief.quiz) config.quiz = await fetched(`quizzes/${brief.quiz}`);
  if (brief.instruments) {
    const all = await Promise.all(brief.instruments.map((/** @type {string} */ id) => fetched(`instruments/${id}`)));
    config.instruments = Object.fromEntries(brief.instruments.map((/** @type {string} */ id, /** @type {number} */ i) => [id, all[i]]));
  }
  return config;
}

/** The model of one form: its state holds what its keeper keeps, its output is what Python makes of the state. */
class PageModel extends EventTarget {
  /** @param {HTMLElement} form */
  constructor(form) {
    super();
    this.brief = JSON.parse(form.dataset.config ?? "{}");
    /** @type {Promise<string> | undefined} the whole config as text, once it was asked for */
    this.configText = undefined;
    this.keeper = keeperOf(form.dataset);
    /** @type {Record<string, any>} */
    this.state = { [this.keeper.part]: this.keeper.value };
    this.output = null;
    this.broken = false;
    this.working = false;
    this.stale = false;
    /** @type {Map<Function, EventListener>} */
    this.listeners = new Map();
    this.elsewhere = false;
    this.keeper.addEventListener("change", () => this.follow());
    python.addEventListener("change", () => this.tell("host"));
    window.addEventListener("storage", ({ key }) => {
      if (key !== null && key !== this.keeper.key) return;
      this.elsewhere = true;
      this.keeper.refresh();
    });
    if (this.keeper.isBegun) void this.compute();
  }

  get host() {
    const { trouble } = this.keeper;
    const keeps = trouble.storage === "ok";
    return { ...trouble, keeps, python: python.status, reason: python.reason, broken: this.broken, elsewhere: this.elsewhere };
  }

  /** @param {string} name */
  get(name) {
    return name === "state" ? this.state : name === "output" ? this.output : name === "host" ? this.host : null;
  }

  /** @param {string} name @param {any} value */
  set(name, value) {
    if (name !== "state") return;
    const before = this.state;
    this.state = value;
    const { part } = this.keeper;
    if (before[part] !== value[part]) this.keeper.merge(before[part], value[part]);
    else void this.compute();
  }

  save_changes() {}

  /** @param {{erase?: boolean, rescued?: boolean}} message */
  send(message) {
    if (message.erase) this.keeper.erase();
    if (message.rescued) this.keeper.rescued();
  }

  /**
   * What another piece makes of a state, with this piece's config: for long work that shows how far it is.
   * @param {string} piece
   * @param {object} state
   * @param {(done: number, of: number) => void} tell
   */
  async ask(piece, state, tell) {
    return python.compute(piece, await this.config(), state, tell);
  }

  /** @param {string} event @param {(...args: any[]) => void} call */
  on(event, call) {
    const listener = () => call();
    this.listeners.set(call, listener);
    this.addEventListener(event, listener);
  }

  /** @param {string} event @param {(...args: any[]) => void} call */
  off(event, call) {
    this.removeEventListener(event, this.listeners.get(call) ?? null);
  }

  /** What is kept changed, through this form, another one on the page, or another tab. */
  follow() {
    this.state = { ...this.state, [this.keeper.part]: this.keeper.value };
    this.tell("state");
    this.tell("host");
    void this.compute();
  }

  /** The config as text, with its instruments; Python starts meanwhile, and cannot go on without them. */
  config() {
    python.start();
    this.configText ??= whole(this.brief).then(JSON.stringify);
    return this.configText.catch(() => {
      this.configText = undefined;
      python.fail("files");
      return "";
    });
  }

  /** Work out the output for the state as it is now; while one is under way, the next waits and sees the latest. */
  async compute() {
    this.stale = true;
    if (this.working) return;
    this.working = true;
    while (this.stale) {
      this.stale = false;
      const output = await python.compute(this.brief.piece, await this.config(), this.state);
      // No output from a Python that runs is a fault in it: say so, and do not go on showing what no longer holds.
      this.broken = output === null && python.status === "ready";
      if (output !== null || this.broken) this.output = output;
      this.tell("output");
    }
    this.working = false;
  }

  /** @param {string} name */
  tell(name) {
    this.dispatchEvent(new Event(`change:${name}`));
  }
}

for (const el of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-piece]"))) {
  const view = VIEWS[/** @type {keyof typeof VIEWS} */ (el.dataset.piece)];
  try {
    view?.render({ model: new PageModel(el), el });
  } catch (error) {
    console.error(error); // one form that fails must not take the next one with it
  }
}
