// A built page's host: gives each piece on the page the model that a notebook would give it.

import assessment from "./assessment.js";
import { Python } from "./python.js";
import { Store } from "./store.js";

/** @typedef {import("./assessment.js").State} State */

/** The views by the name of their piece. */
const VIEWS = { assessment };

const python = new Python();

/** @type {Map<string, Store>} one store an instrument, shared by the forms of a page */
const stores = new Map();

/** @type {Map<string, Promise<any>>} instruments as JSON, fetched when Python starts */
const instruments = new Map();

/** The path of the site's root; the theme's pages say how far up it is. */
function sitePath() {
  return new URL(document.documentElement.dataset.content_root ?? "./", location.href).pathname;
}

/** @param {string} instrument @param {string} version */
function storeOf(instrument, version) {
  const store = stores.get(instrument) ?? new Store(sitePath(), instrument, version);
  stores.set(instrument, store);
  return store;
}

/** @param {string} instrument */
function fetched(instrument) {
  const address = new URL(`instruments/${instrument}.json`, import.meta.url);
  const found = instruments.get(instrument) ?? fetch(address).then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(reply.statusText))));
  instruments.set(instrument, found);
  return found;
}

/** The model of one form: its state is the shared store's response, its output is what Python makes of it. */
class PageModel extends EventTarget {
  /** @param {HTMLElement} form */
  constructor(form) {
    super();
    const { piece = "", instrument = "", version = "", form: kind = "", dimensions = "" } = form.dataset;
    this.piece = piece;
    this.config = { piece, form: kind, dimensions: dimensions.split(" ") };
    /** @type {string | undefined} the config with its instrument, as text, once that is here */
    this.configText = undefined;
    this.instrument = instrument;
    this.store = storeOf(instrument, version);
    /** @type {State} */
    this.state = { response: this.store.response, incoming: null };
    this.output = null;
    this.broken = false;
    this.working = false;
    this.stale = false;
    /** @type {Map<Function, EventListener>} */
    this.listeners = new Map();
    this.elsewhere = false;
    this.store.addEventListener("change", () => this.follow());
    python.addEventListener("change", () => this.tell("host"));
    window.addEventListener("storage", ({ key }) => {
      if (key !== null && key !== this.store.key) return;
      this.elsewhere = true;
      this.store.refresh();
    });
    if (Object.keys(this.state.response.answers).length > 0) void this.compute();
  }

  get host() {
    const keeps = this.store.trouble.storage === "ok";
    return { ...this.store.trouble, keeps, python: python.status, reason: python.reason, broken: this.broken, elsewhere: this.elsewhere };
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
    if (before.response !== value.response) this.store.merge(before.response, value.response);
    else void this.compute();
  }

  save_changes() {}

  /** @param {{erase?: boolean, rescued?: boolean}} message */
  send(message) {
    if (message.erase) this.store.erase();
    if (message.rescued) this.store.rescued();
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

  /** The store changed, through this form, another one on the page, or another tab. */
  follow() {
    this.state = { ...this.state, response: this.store.response };
    this.tell("state");
    this.tell("host");
    void this.compute();
  }

  /** Work out the output for the state as it is now; while one is under way, the next waits and sees the latest. */
  async compute() {
    this.stale = true;
    if (this.working) return;
    this.working = true;
    while (this.stale) {
      this.stale = false;
      python.start();
      const instrument = await fetched(this.instrument).catch(() => null);
      if (instrument === null) python.fail("files");
      this.configText ??= JSON.stringify({ ...this.config, instrument });
      const output = await python.compute(this.piece, this.configText, this.state);
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
