// Python in a worker: started when it is first needed, and afresh after it was stopped; the page never waits for it.

/** After this many milliseconds without a sign the reader is told what still works. */
const PATIENCE = 20_000;

/** Work that takes longer than this, in milliseconds, is told, and may be stopped. */
const LONG = 3_000;

/** Work that gives no sign of life for this long, in milliseconds, is stopped. */
const SILENCE = 20_000;

/** So is work that takes longer than this, whatever signs it gives. */
const LONGEST = 600_000;

/** A start from a snapshot that takes longer than this, in milliseconds, is given up for one from the files. */
const RESTORING = 8_000;

/** When nothing was asked for this long, in milliseconds, after an answer, the page has time for a snapshot. */
const QUIET = 3_000;

/** @typedef {"idle" | "starting" | "slow" | "ready" | "failed"} Status */

/**
 * What came of a question: an output, or null and why there is none. Python cannot start (`failed`); it met a fault of its
 * own (`fault`); the reader stopped it (`stopped`); it gave no sign of life (`silent`).
 * @typedef {{output: any, end: "" | "failed" | "fault" | "stopped" | "silent"}} Answer
 */

/**
 * What hears of long work before its answer: how far it is, and that it takes long.
 * @typedef {{tell?: (done: number, of: number) => void, late?: () => void}} Ears
 */

export class Python extends EventTarget {
  /** @param {Pick<import("./snapshot.js").Snapshots, "isSafe" | "begin" | "end" | "make" | "refuse">} [snapshots] where there may be some */
  constructor(snapshots) {
    super();
    this.snapshots = snapshots;
    /** What Python's start had of them; with `none`, one may be made once the page has time. */
    this.snapshot = "refused";
    /** Whether a start from one may be tried. */
    this.trusting = snapshots !== undefined;
    /** Whether one is under way. */
    this.isRestoring = false;
    /** @type {Status} */
    this.status = "idle";
    /** @type {string | null} why it failed: webassembly, files, python */
    this.reason = null;
    /** @type {Map<number, Ears & {question: object, settle: (answer: Answer) => void}>} by number; the worker takes the first first */
    this.waiting = new Map();
    this.asked = 0;
    /** @type {Record<string, ReturnType<typeof setTimeout>>} */
    this.timers = {};
  }

  /** Begin to load, if that was not done before, and ask what waits. */
  start() {
    if (this.status !== "idle") return;
    this.become("starting");
    this.in(PATIENCE, "patience", () => this.become("slow"));
    try {
      const name = this.trusting && this.snapshots?.isSafe ? "" : "plain";
      this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module", name });
    } catch {
      return this.fail("files");
    }
    this.worker.onmessage = ({ data }) => this.hear(data);
    // A worker whose own file is missing, or refused by a policy, says so in no other way.
    this.worker.onerror = (event) => {
      event.preventDefault();
      if (this.status === "ready" || this.isRestoring) this.died();
      else this.fail("files");
    };
    this.worker.onmessageerror = () => this.died(); // an answer that this page has no room for
    for (const { question } of this.waiting.values()) this.worker.postMessage(question);
  }

  /**
   * What a piece makes of a state.
   * @param {string} piece
   * @param {string} config as JSON text, since it is large and never changes
   * @param {unknown} state
   * @param {Ears} [ears]
   * @returns {Promise<Answer>}
   */
  compute(piece, config, state, ears = {}) {
    this.start();
    if (this.status === "failed") return Promise.resolve({ output: null, end: "failed" });
    const id = ++this.asked;
    const question = { id, piece, config, state };
    return new Promise((settle) => {
      this.waiting.set(id, { question, settle, ...ears });
      this.worker?.postMessage(question);
      if (this.waiting.size === 1) this.watch();
    });
  }

  /**
   * Stop what is worked on. What waits behind it is asked of a fresh Python.
   * @param {"stopped" | "silent"} end
   */
  stop(end) {
    const [id] = this.waiting.keys();
    if (id === undefined || this.status !== "ready") return;
    this.answer(id, { output: null, end });
    this.renew();
  }

  /** @param {{ready?: number, snapshot?: string, restoring?: boolean, unfit?: string, failed?: string, id?: number, done?: number, of?: number, output?: unknown, error?: string, dead?: boolean}} message */
  hear(message) {
    if (message.restoring) {
      this.isRestoring = true;
      this.snapshots?.begin();
      this.in(RESTORING, "restoring", () => this.goWithout());
    } else if (message.unfit !== undefined) this.goWithout();
    else if (message.ready !== undefined) {
      this.snapshot = message.snapshot ?? "refused";
      if (this.isRestoring) this.snapshots?.end();
      this.isRestoring = false;
      this.become("ready");
      this.watch();
    } else if (message.failed !== undefined) this.fail(message.failed);
    else if (message.id !== undefined && message.done !== undefined) {
      this.waiting.get(message.id)?.tell?.(message.done, message.of ?? 0);
      this.listen();
    } else if (message.id !== undefined) {
      // No fault of a Python from a snapshot is believed: one from the files is asked the same.
      if (message.error !== undefined && this.snapshot === "used") return this.goWithout();
      if (message.error !== undefined) console.error(message.error);
      this.answer(message.id, { output: message.output ?? null, end: message.error === undefined ? "" : "fault" });
      if (message.dead) this.renew();
      else this.watch();
    }
  }

  /** The snapshot cannot be trusted: let it go, and start from the files, with what waits. */
  goWithout() {
    this.trusting = false;
    this.isRestoring = false;
    this.snapshot = "refused";
    this.snapshots?.end();
    void this.snapshots?.refuse();
    this.end();
    this.become("idle");
    this.start();
  }

  /** @param {number} id @param {Answer} answer */
  answer(id, answer) {
    this.waiting.get(id)?.settle(answer);
    this.waiting.delete(id);
  }

  /** Mind how long the question takes that the worker is at now. */
  watch() {
    if (this.status !== "ready") return; // until then it is Python's own start that takes long
    this.rest();
    const [first] = this.waiting.values();
    if (!first && this.snapshot === "none") this.in(QUIET, "quiet", () => void this.snapshots?.make());
    if (!first) return;
    this.in(LONG, "late", () => first.late?.());
    this.in(LONGEST, "longest", () => this.stop("silent"));
    this.listen();
  }

  /** Wait for a sign of life from now on. */
  listen() {
    this.in(SILENCE, "silent", () => this.stop("silent"));
  }

  /** The worker ended by itself, at the question that it was at; it may have no time left to say so. */
  died() {
    if (this.snapshot === "used" || this.isRestoring) return this.goWithout();
    const [id] = this.waiting.keys();
    if (id !== undefined) this.answer(id, { output: null, end: "fault" });
    this.renew();
  }

  /** End the worker. The next one starts with what waits, or with the next question. */
  renew() {
    this.end();
    this.become("idle");
    if (this.waiting.size > 0) this.start();
  }

  /** @param {string} reason */
  fail(reason) {
    this.reason = reason;
    this.end();
    this.become("failed");
    for (const id of this.waiting.keys()) this.answer(id, { output: null, end: "failed" });
  }

  end() {
    this.rest();
    this.worker?.terminate();
    this.worker = undefined;
  }

  /** @param {number} milliseconds @param {string} name a timer of this name is set anew @param {() => void} call */
  in(milliseconds, name, call) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(call, milliseconds);
  }

  /** Let all timers be. */
  rest() {
    for (const timer of Object.values(this.timers)) clearTimeout(timer);
  }

  /** @param {Status} status */
  become(status) {
    this.status = status;
    this.dispatchEvent(new Event("change"));
  }
}
