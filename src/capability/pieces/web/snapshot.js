// A snapshot: the memory of a Python that has started and has been asked nothing by anybody. The browser makes it, keeps it,
// and starts from it the next time. A page and its workers both use this; what cannot be had is done without, silently.

/** Free room that the browser must offer, in bytes: twenty times what is kept. */
const ROOM = 100_000_000;

/** Memory of the device, in gigabytes, below which none is made: a browser tells it in steps, and at most 8. */
const MEMORY = 4;

/**
 * What a snapshot must agree with beside its own bytes: the engine that made it, and that engine's table of functions,
 * to which its pointers lead.
 * @typedef {{engine: string, table: string}} Facts
 * @typedef {Facts & {memory: Promise<Uint8Array<ArrayBuffer>>}} Snapshot
 */

/**
 * The parts of a browser that this needs, so that a test can give its own.
 * @typedef {{
 *   caches?: Pick<CacheStorage, "open" | "delete">,
 *   locks?: Pick<LockManager, "request">, localStorage?: Pick<Storage, "getItem" | "setItem" | "removeItem">,
 *   crypto?: {subtle: Pick<SubtleCrypto, "digest">},
 *   navigator: {userAgent: string, storage?: Pick<StorageManager, "estimate">, deviceMemory?: number,
 *     connection?: {saveData?: boolean}, userAgentData?: {brands: {brand: string, version: string}[],
 *     getHighEntropyValues?: (names: string[]) => Promise<object>}},
 * }} World
 */

/** @returns {World} this browser; what it refuses to show is not there */
function here() {
  const { caches, crypto, navigator } = globalThis;
  try {
    return { caches, crypto, navigator, locks: navigator.locks, localStorage: globalThis.window?.localStorage };
  } catch {
    return { navigator };
  }
}

/** Where a build's snapshot is kept: in the browser's cache storage, under the address of the build's own folder. */
export class Shelf {
  /** @param {URL} build the folder of the site that has the build's digest for a name @param {World} world */
  constructor(build, world = here()) {
    this.world = world;
    this.name = `capability:${new URL("../../", build).pathname}:python`;
    this.build = build.href;
    this.place = new URL("snapshot", build).href;
    this.refused = new URL("snapshot-refused", build).href;
  }

  /** Whether this browser can keep one, and is of the one engine in which that is proven. */
  get isOffered() {
    const { caches, crypto, navigator } = this.world;
    return Boolean(caches && crypto?.subtle && navigator.userAgentData?.brands.some(({ brand }) => brand === "Chromium"));
  }

  /** The engine, with the whole of its version. */
  async engine() {
    const { userAgent, userAgentData } = this.world.navigator;
    return JSON.stringify([userAgent, await userAgentData?.getHighEntropyValues?.(["fullVersionList", "architecture", "bitness"])]);
  }

  open() {
    return /** @type {NonNullable<World["caches"]>} */ (this.world.caches).open(this.name);
  }

  /**
   * The snapshot that is kept; `none` where one may be made; `refused` where none can be had, or this build is to go
   * without. One of another engine is no longer one.
   * @returns {Promise<Snapshot | "none" | "refused">}
   */
  async read() {
    if (!this.isOffered) return "refused";
    try {
      const cache = await this.open();
      const [kept, refused, engine] = await Promise.all([cache.match(this.place), cache.match(this.refused), this.engine()]);
      if (refused) return "refused";
      if (!kept?.body) return "none";
      /** @type {Facts & {checksum: string}} */
      const { checksum, ...facts } = JSON.parse(kept.headers.get("X-Facts") ?? "{}");
      if (facts.engine !== engine) return (await cache.delete(this.place)) ? "none" : "refused";
      const memory = this.memory(kept, checksum);
      memory.catch(() => {}); // whoever awaits it hears of it
      return { ...facts, memory };
    } catch {
      return "refused";
    }
  }

  /** @param {Response} kept @param {string} checksum of what is kept; the packing has one of its own, of what is packed */
  async memory(kept, checksum) {
    const packed = await kept.arrayBuffer();
    const [memory, sum] = await Promise.all([inflated(packed), this.checksum(packed)]);
    if (sum !== checksum) throw new Error("the snapshot is not what was kept");
    return memory;
  }

  /** This build goes without from now on. */
  async refuse() {
    try {
      const cache = await this.open();
      await cache.delete(this.place);
      await cache.put(this.refused, new Response());
    } catch {
      // where nothing can be kept, nothing is read either
    }
  }

  /**
   * Keep a snapshot, and let those of other builds go. Gives the bytes that it takes.
   * @param {Uint8Array<ArrayBuffer>} memory @param {string} table
   */
  async keep(memory, table) {
    const packed = await new Response(new Blob([memory]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
    const facts = JSON.stringify({ engine: await this.engine(), table, checksum: await this.checksum(packed) });
    const cache = await this.open();
    for (const { url } of await cache.keys()) if (!url.startsWith(this.build)) await cache.delete(url);
    await cache.put(this.place, new Response(packed, { headers: { "X-Facts": facts } }));
    return packed.byteLength;
  }

  /** Let all go, of every build. */
  async erase() {
    await this.world.caches?.delete(this.name).catch(() => false);
  }

  /** @param {ArrayBuffer} bytes */
  async checksum(bytes) {
    return hexadecimal(await /** @type {NonNullable<World["crypto"]>} */ (this.world.crypto).subtle.digest("SHA-256", bytes));
  }

  /** Whether the reader's browser has something to spare for making one: data, memory and room. */
  async canSpare() {
    const { connection, deviceMemory = MEMORY, storage } = this.world.navigator;
    if (connection?.saveData || deviceMemory < MEMORY) return false;
    const { quota = 0, usage = 0 } = (await storage?.estimate().catch(() => undefined)) ?? {};
    return quota - usage >= ROOM;
  }
}

/** @param {ArrayBuffer} packed */
async function inflated(packed) {
  return new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

/** @param {ArrayBuffer} bytes */
export const hexadecimal = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * A table of functions in a word that differs where one function stands in another place: how long it is, and the names
 * of those behind the program's own, which are the numbers that the engine gave them.
 * @param {Pick<WebAssembly.Table, "length" | "get">} table
 * @param {number} from the first that is not the program's own
 */
export function tableOf(table, from) {
  const names = [];
  for (let at = from; at < table.length; at++) names.push(table.get(at)?.name ?? "");
  return `${table.length}:${names.join()}`;
}

/** Making one may take this long, in milliseconds. */
const LONGEST = 60_000;

/** What a page does about snapshots: has one made when there is time for it, and minds the starts from one. */
export class Snapshots {
  /** @param {URL} build @param {World} world */
  constructor(build, world = here()) {
    this.world = world;
    this.shelf = new Shelf(build, world);
    this.worker = new URL("worker.js", build);
    /** The mark of a start from a snapshot, which is this build's address while one is under way. */
    this.mark = this.shelf.name.replace(/python$/, "starting");
    this.begun = false;
    /** Ends what is under way. */
    this.stop = () => {};
  }

  /**
   * Whether a start from a snapshot may be tried. A mark that stands tells of one that is under way in another tab, or that
   * took its page with it: nothing else can tell of that.
   */
  get isSafe() {
    try {
      return this.world.localStorage?.getItem(this.mark) !== this.shelf.build;
    } catch {
      return false;
    }
  }

  /** A start from a snapshot begins. */
  begin() {
    try {
      this.world.localStorage?.setItem(this.mark, this.shelf.build);
    } catch {
      // a storage that is full has no room for a mark
    }
  }

  /** It ended, in whatever way, or the page is left. */
  end() {
    this.world.localStorage?.removeItem(this.mark);
  }

  /** Make one, unless it is under way, here or in another tab, or the browser has nothing to spare. */
  async make() {
    if (this.begun || !this.world.locks) return;
    this.begun = true;
    if (!(await this.shelf.canSpare())) return;
    await this.world.locks.request(this.shelf.name, { ifAvailable: true }, async (lock) => {
      if (lock && (await this.shelf.read()) === "none" && !(await this.made())) await this.shelf.refuse();
    });
  }

  /** @returns {Promise<boolean>} false when it cannot be made; what the page ends itself may be made another time */
  async made() {
    const worker = new Worker(this.worker, { type: "module", name: "snapshot" });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let patience;
    try {
      return await new Promise((settle) => {
        patience = setTimeout(() => settle(false), LONGEST);
        this.stop = () => settle(true);
        worker.onmessage = ({ data }) => settle(data.kept !== undefined);
        worker.onerror = (event) => {
          event.preventDefault();
          settle(false);
        };
      });
    } finally {
      clearTimeout(patience);
      worker.terminate();
    }
  }

  /** This build goes without. */
  refuse() {
    this.begun = true;
    return this.shelf.refuse();
  }

  /** Let all go, and make none any more on this page. */
  async erase() {
    this.begun = true;
    this.stop();
    await this.shelf.erase();
  }
}
