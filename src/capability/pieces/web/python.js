// Python in a worker: started once a page, when it is first needed; the page never waits for it.

/** After this many milliseconds without a sign the reader is told what still works. */
const PATIENCE = 20_000;

/** @typedef {"idle" | "starting" | "slow" | "ready" | "failed"} Status */

export class Python extends EventTarget {
  constructor() {
    super();
    /** @type {Status} */
    this.status = "idle";
    /** @type {string | null} why it failed: webassembly, files, python */
    this.reason = null;
    /** @type {Map<number, {settle: (output: any) => void, tell?: (done: number, of: number) => void}>} */
    this.waiting = new Map();
    this.asked = 0;
  }

  /** Begin to load, if that was not done before. */
  start() {
    if (this.status !== "idle") return;
    this.become("starting");
    setTimeout(() => this.status === "starting" && this.become("slow"), PATIENCE);
    try {
      this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    } catch {
      return this.fail("files");
    }
    this.worker.onmessage = ({ data }) => this.hear(data);
    // A worker whose own file is missing, or refused by a policy, says so in no other way.
    this.worker.onerror = (event) => {
      event.preventDefault();
      if (this.status !== "ready") this.fail("files");
    };
  }

  /**
   * What a piece makes of a state; null where Python could not work it out.
   * @param {string} piece
   * @param {string} config as JSON text, since it is large and never changes
   * @param {unknown} state
   * @param {(done: number, of: number) => void} [tell] hears how far long work is
   * @returns {Promise<any>}
   */
  compute(piece, config, state, tell) {
    this.start();
    if (this.status === "failed") return Promise.resolve(null);
    const id = ++this.asked;
    return new Promise((settle) => {
      this.waiting.set(id, { settle, tell });
      this.worker?.postMessage({ id, piece, config, state });
    });
  }

  /** @param {{ready?: number, failed?: string, id?: number, done?: number, of?: number, output?: unknown, error?: string}} message */
  hear(message) {
    if (message.ready !== undefined) this.become("ready");
    else if (message.failed !== undefined) this.fail(message.failed);
    else if (message.id !== undefined && message.done !== undefined) {
      this.waiting.get(message.id)?.tell?.(message.done, message.of ?? 0);
    } else if (message.id !== undefined) {
      if (message.error !== undefined) console.error(message.error);
      this.waiting.get(message.id)?.settle(message.output ?? null);
      this.waiting.delete(message.id);
    }
  }

  /** @param {string} reason */
  fail(reason) {
    this.reason = reason;
    this.worker?.terminate();
    this.become("failed");
    for (const { settle } of this.waiting.values()) settle(null);
    this.waiting.clear();
  }

  /** @param {Status} status */
  become(status) {
    this.status = status;
    this.dispatchEvent(new Event("change"));
  }
}
