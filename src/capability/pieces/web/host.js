// A built page's host: gives each piece on the page the model that a notebook would give it.

import { AnswerKeeper } from "./answers.js";
import { Keeper } from "./keeper.js";
import { KINDS } from "./kinds.js";
import { PlanKeeper } from "./plans.js";
import { Python } from "./python.js";
import { forget, recall, remember } from "./remembered.js";
import { Snapshots } from "./snapshot.js";

/** The pieces that a page may hold: the view of each is in the module of its name. */
const PIECES = new Set([
  ...["assessment", "bookmark", "exercise", "invitation", "learning", "outside", "quiz", "relations", "resume", "returns", "role"],
  ...["roundtable", "routes", "steps", "training", "workbench"],
]);

/** Pieces that keep a part of the record of learning, or tell of it. */
const OF_LEARNING = new Set(["bookmark", "resume", "returns", "role", "routes", "steps"]);

/** Pieces that look at all that is kept of modules and answers. */
const OF_ALL = new Set(["learning", "resume", "steps"]);

/** Pieces that Python has nothing to work out for. */
const PLAIN = new Set(["bookmark", "invitation", "outside", "resume", "role", "routes", "steps"]);

const snapshots = new Snapshots(new URL(".", import.meta.url));

const python = new Python(snapshots);

// A page that is left in the midst of Python's start was not ended by it.
window.addEventListener("pagehide", () => python.isRestoring && snapshots.end());

/** @type {Map<string, Keeper<any>>} by what they keep, shared by the forms of a page */
const keepers = new Map();

/** @type {Map<string, Promise<any>>} instruments and lessons as JSON, fetched when Python starts */
const data = new Map();

/** The path of the site's root; the theme's pages say how far up it is. */
function sitePath() {
  return new URL(document.documentElement.dataset.content_root ?? "./", location.href).pathname;
}

/** What the last results of forms are remembered under. */
const remembered = () => `capability:${sitePath()}:result:`;

/** @param {string} name @param {() => Keeper<any>} make */
function keeper(name, make) {
  const kept = keepers.get(name) ?? make();
  keepers.set(name, kept);
  return kept;
}

/** @param {string} instrument @param {string} version */
const answersTo = (instrument, version) => keeper(instrument, () => new AnswerKeeper(sitePath(), instrument, version));

/** @param {string} piece */
const workOf = (piece) => keeper(piece, () => (piece === "workbench" ? new PlanKeeper(sitePath()) : new Keeper(sitePath(), piece, {}, undefined, KINDS[piece])));

/** When what was said went last, and a sum of it: kept beside it, and cleared with it. @param {string} name */
const sentOf = (name) => keeper(`sent:${name}`, () => new Keeper(sitePath(), `sent:${name}`, {}, undefined, { depths: { "*": 1 } }));

/**
 * What keeps each part of a form's state: its own work first, which is the answers to its instrument or what its piece
 * keeps; then what other pieces keep and this one looks at.
 * @param {DOMStringMap} form
 * @returns {Map<string, Keeper<any>>}
 */
function keepersOf({ piece = "", instrument, version = "", responses }) {
  if (piece === "outside" && instrument) return new Map(/** @type {[string, Keeper<any>][]} */ ([["response", answersTo(instrument, version)], ["sent", sentOf(instrument)]]));
  if (piece === "relations") return new Map([["kept", workOf(piece)], ["sent", sentOf(piece)]]);
  if (instrument) return new Map(/** @type {[string, Keeper<any>][]} */ ([["response", answersTo(instrument, version)], ["learning", workOf("learning")]]));
  const own = /** @type {[string, Keeper<any>]} */ (["kept", workOf(OF_LEARNING.has(piece) ? "learning" : piece)]);
  if (piece === "exercise") return new Map([own, ["learning", workOf("learning")]]);
  if (piece === "returns") return new Map([own, ["quizzes", workOf("quiz")]]);
  if (!OF_ALL.has(piece)) return new Map([own]);
  const answers = Object.entries(JSON.parse(responses ?? "{}")).map(([name, of]) => /** @type {[string, Keeper<any>]} */ ([`response:${name}`, answersTo(name, of)]));
  return new Map([own, ["quizzes", workOf("quiz")], ["exercises", workOf("exercise")], ...answers]);
}

/** @param {string} path such as `instruments/organisation` */
function fetched(path) {
  const address = new URL(`${path}.json`, import.meta.url);
  const content = data.get(path) ?? fetch(address).then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(reply.statusText))));
  data.set(path, content);
  return content;
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
  for (const names of ["instruments", "quizzes"]) {
    if (!brief[names]) continue;
    const all = await Promise.all(brief[names].map(async (/** @type {string} */ id) => [id, await fetched(`${names}/${id}`)]));
    config[names] = Object.fromEntries(all);
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
    this.asked = undefined;
    /** @type {string | undefined} the same, once it is here */
    this.configText = undefined;
    this.keepers = keepersOf(form.dataset);
    /** The one that keeps the form's own work. */
    this.keeper = /** @type {Keeper<any>} */ (this.keepers.values().next().value);
    /** @type {Record<string, any>} */
    this.state = this.keptState;
    /** The state that the output is of. @type {Record<string, any>} */
    this.worked = this.state;
    /** What the last result of a form of questions is remembered under; other forms have none. */
    this.memory = this.brief.instrument && !PLAIN.has(this.brief.piece) ? remembered() + form.dataset.prefix : null;
    this.output = this.memory && this.isBegun ? recall(this.memory, this.keptText) : null;
    window.addEventListener("pagehide", () => this.rememberOutput());
    this.broken = false;
    /** How long work of this form goes on, or how it ended. @type {"long" | import("./python.js").Answer["end"]} */
    this.work = "";
    this.working = false;
    this.stale = false;
    this.setting = false;
    /** @type {Map<Function, EventListener>} */
    this.listeners = new Map();
    this.elsewhere = false;
    // The form in use asks Python first, before it is drawn: the others that keep the same follow it.
    for (const keeper of this.keepers.values()) {
      keeper.addEventListener("change", () => (this.setting ? this.follow() : queueMicrotask(() => this.follow())));
    }
    python.addEventListener("change", () => this.tell("host"));
    window.addEventListener("storage", ({ key }) => {
      this.elsewhere ||= [...this.keepers.values()].some((keeper) => key === null || key === keeper.key);
      for (const keeper of this.keepers.values()) if (keeper.hears(key)) keeper.refresh();
    });
    // A page that comes back from where the browser put it heard of nothing meanwhile.
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted) for (const keeper of this.keepers.values()) keeper.refresh();
    });
    if (this.isBegun) void this.compute();
  }

  /** Whether there is something to tell. A form has nothing before its own work is begun, whatever else was done. */
  get isBegun() {
    const told = this.brief.instrument || this.brief.exercise ? [this.keeper] : [...this.keepers.values()];
    return told.some((keeper) => keeper.isBegun);
  }

  /** What is kept, by the parts of the state. */
  get keptState() {
    return Object.fromEntries([...this.keepers].map(([part, keeper]) => [part, keeper.value]));
  }

  /** The same as text, to tell whether it is still what something was worked out of. */
  get keptText() {
    return JSON.stringify(this.keptState);
  }

  /** A reader who comes back need not wait for Python, if nothing has changed meanwhile. */
  rememberOutput() {
    const isWorked = this.worked === this.state && !this.working && this.output;
    if (this.memory && this.isBegun && isWorked && !this.state.incoming) remember(this.memory, this.keptText, this.output);
  }

  get host() {
    const { trouble } = this.keeper;
    const keeps = trouble.storage === "ok";
    const { broken, work, elsewhere } = this;
    return { ...trouble, keeps, python: python.status, reason: python.reason, broken, work, elsewhere };
  }

  /** @param {string} name */
  get(name) {
    if (name === "unticked") return this.memory && recall(`${this.memory}:unticked`, "");
    if (name === "times") return Object.fromEntries([...this.keepers].map(([part, keeper]) => [part, keeper.shown.times]));
    return name === "state" ? this.state : name === "output" ? this.output : name === "host" ? this.host : null;
  }

  /** @param {string} name @param {any} value */
  set(name, value) {
    if (name !== "state") return;
    this.forget();
    const before = this.state;
    this.state = value;
    const changed = [...this.keepers].filter(([part]) => before[part] !== value[part]);
    this.setting = true;
    for (const [part, keeper] of changed) keeper.merge(before[part], value[part]);
    this.setting = false;
    if (changed.length === 0) void this.compute();
  }

  save_changes() {}

  /** @param {{erase?: boolean, clear?: boolean, rescued?: boolean, supposed?: object, stop?: boolean, unticked?: string[]}} message */
  send(message) {
    const { kept } = this.state;
    if (message.stop && this.work === "long") python.stop("stopped");
    if (message.supposed) this.state = { ...this.state, kept: this.keeper.suppose(kept, message.supposed) };
    if (message.erase) for (const keeper of keepers.values()) keeper.erase();
    if (message.erase) void snapshots.erase();
    if (message.clear) this.keeper.clear();
    if (message.clear) this.keepers.get("sent")?.clear();
    if (message.erase || message.clear) forget(remembered());
    if (message.unticked && this.memory) remember(`${this.memory}:unticked`, "", message.unticked);
    if (message.rescued) this.keeper.rescued();
  }

  /**
   * What Python gives for something else than the output, with this piece's config: a file, or long work.
   * @type {import("./view.js").Ask}
   */
  async ask(asked, state, tell) {
    this.forget();
    return this.question(asked, await this.config(), state, tell);
  }

  /**
   * Ask Python; a form says meanwhile that its work takes long, and afterwards that it was stopped.
   * @param {string} asked @param {string} config @param {object} state
   * @param {(done: number, of: number) => void} [tell]
   */
  async question(asked, config, state, tell) {
    const late = () => this.works("long");
    const answer = await python.compute(asked, config, state, { tell, late });
    if (answer.end || this.work === "long") this.works(answer.end);
    return answer;
  }

  /** @param {PageModel["work"]} work */
  works(work) {
    this.work = work;
    this.tell("host");
  }

  /** The reader goes on: that something was stopped need not be said any longer. */
  forget() {
    if (this.work !== "" && this.work !== "long") this.works("");
  }

  /**
   * Take out of the state what a reader brought in and Python could not work out, such as a file; what is kept stays.
   * Gives whether there was any.
   * @param {Record<string, any>} asked the state that was not worked out
   */
  takeBack(asked) {
    const brought = Object.keys(asked).filter((part) => !this.keepers.has(part) && asked[part] !== this.worked[part] && asked[part] === this.state[part]);
    this.state = { ...this.state, ...Object.fromEntries(brought.map((part) => [part, this.worked[part]])) };
    if (brought.length > 0) this.tell("state");
    return brought.length > 0;
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
    this.state = { ...this.state, ...this.keptState };
    if (this.isBegun || this.output !== null || this.working) void this.compute();
    this.tell("state");
    this.tell("host");
  }

  /** The config as text, with its instruments; Python starts meanwhile, and cannot go on without them. */
  config() {
    python.start();
    this.asked ??= whole(this.brief).then((config) => (this.configText = JSON.stringify(config)));
    return this.asked.catch(() => {
      this.asked = undefined;
      python.fail("files");
      return "";
    });
  }

  /** Work out the output for the state as it is now; while one is under way, the next waits and sees the latest. */
  async compute() {
    if (PLAIN.has(this.brief.piece)) return;
    this.stale = true;
    if (this.working) return;
    this.working = true;
    while (this.stale) {
      this.stale = false;
      const asked = this.state;
      const { output, end } = await this.question(this.brief.piece, this.configText ?? (await this.config()), asked);
      if (output?.refused) {
        for (const part of output.refused) this.keepers.get(part)?.refuse(asked[part]); // and so asks again
        continue;
      }
      // What the reader had just brought may be what Python cannot bear: without it the next step is worked out.
      const taken = end !== "" && end !== "failed" && this.takeBack(asked);
      this.stale ||= taken;
      this.broken = end === "fault" && !taken;
      if (this.broken) this.works("");
      // After a fault in Python, what no longer holds is not shown on. After a stop it is, or the reader could not go on
      // from it; the page says that it may be from before.
      if (end === "" || this.broken) this.output = output;
      if (end === "") this.worked = asked;
      this.tell("output");
    }
    this.working = false;
  }

  /** @param {string} name */
  tell(name) {
    this.dispatchEvent(new Event(`change:${name}`));
  }
}

/**
 * Give a form its model, which asks Python at once where there is something to work out, and then its view.
 * @param {HTMLElement} el
 * @param {Promise<{default: ReturnType<typeof import("./view.js").piece>}>} view
 */
async function wake(el, view) {
  const model = new PageModel(el);
  (await view).default.render({ model, el });
}

for (const el of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-piece]"))) {
  const { piece = "" } = el.dataset;
  // Only the views of this page's own pieces; its HTML has the browser fetch them before they are asked for here.
  if (PIECES.has(piece)) wake(el, import(`./${piece}.js`)).catch((error) => console.error(error)); // the next form goes on
}
