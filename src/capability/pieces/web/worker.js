/**
 * Runs the rule in the page's own Python, beside the page.
 *
 * In:  `{id, piece, config, state}`: the config as JSON text, for it is large and stays the same; the state as an object.
 * Out: `{ready: milliseconds}` once; then for each message `{id, output}`, or `{id, error, dead}` when Python raised what it
 *      should not (`dead` when it died of it, and answers nothing more), and before it, where the work is long,
 *      `{id, done, of}`; `{failed: "webassembly" | "files" | "python", detail}` when Python cannot start.
 *
 * Where the browser keeps a snapshot of a started Python (snapshot.js), Python starts from that. The worker says
 * `{restoring: true}` before, and `{unfit: why}` when the snapshot is not to be trusted; a worker of the name `plain` then
 * starts without. With `{ready, snapshot: "none"}` a worker says that one may be made. A worker of the name `snapshot` is
 * asked nothing: it makes one and says `{kept: bytes}`.
 *
 * The site's build puts `manifest.json` and the packed `capability` beside this file, and Python itself in a folder that
 * the manifest names. Nothing here comes from another origin.
 */

import { hexadecimal, Shelf, tableOf } from "./snapshot.js";

/**
 * `snapshot` is there where the build allows one: the modules that are in it, and the file of a trial, which is a question
 * with the digest of the answer that the build itself has worked out.
 * @typedef {{asked: string, config: string, state: string, digest: string}} Trial
 * @typedef {{python: string, package: string, lock: object, snapshot?: {modules: string[], trial: string}}} Manifest
 * @typedef {{id: number | string, piece: string, config: string, state: object}} Question
 * @typedef {{wasmTable: WebAssembly.Table, loadDynamicLibrary(path: string, how: object): Promise<unknown>}} Module
 * @typedef {{mkdirTree(path: string): void, writeFile(path: string, data: Uint8Array): void}} FileSystem
 * @typedef {{pyimport(name: string): Record<string, (...values: any[]) => string>, ffi: {PythonError: typeof Error},
 *   makeMemorySnapshot(): Uint8Array<ArrayBuffer>}} Python
 * @typedef {(options: object) => Promise<Python>} LoadPyodide
 */

/** The worker's own scope, as far as it is used here. */
const scope = /** @type {{name: string, postMessage(message: object): void, close(): void, onmessage: unknown, fetch: typeof fetch}} */ (
  /** @type {unknown} */ (globalThis)
);

/** The folder of this build. */
const HERE = new URL(".", import.meta.url);

/** Why Python cannot start, in a word that the page has words for. */
class StartError extends Error {
  /** @param {"webassembly" | "files" | "python"} reason @param {string} detail */
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

/** Pyodide waits for ever where WebAssembly is refused, so try the smallest module first: magic number and version. */
async function needWebAssembly() {
  try {
    await WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  } catch (error) {
    throw new StartError("webassembly", String(error));
  }
}

/** @param {URL} url */
async function fetched(url) {
  const response = await fetch(url).catch((error) => {
    throw new StartError("files", `${url.pathname}: ${error}`);
  });
  if (!response.ok || !response.body) throw new StartError("files", `${url.pathname}: ${response.status}`);
  // Some hosts answer with a page where a file is missing. Pyodide would wait for ever for what that does not hold.
  if (response.headers.get("Content-Type")?.startsWith("text/html")) throw new StartError("files", `${url.pathname}: a page`);
  return response;
}

/**
 * The content of a file that the build stored compressed, so that a host that compresses nothing is no slower. A host
 * may also say that the file is compressed; then the browser has inflated it before we see it. The first two bytes tell.
 * @param {URL} url
 * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
 */
async function inflated(url) {
  const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ ((await fetched(url)).body).getReader();
  let { value: head = new Uint8Array(), done } = await reader.read();
  while (!done && head.length < 2) {
    const next = await reader.read();
    done = next.done;
    head = Uint8Array.of(...head, ...(next.value ?? []));
  }
  const whole = new ReadableStream({
    start: (controller) => controller.enqueue(head),
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  return head[0] === 0x1f && head[1] === 0x8b ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
}

/** @param {URL} url @returns {Promise<any>} */
async function read(url) {
  const response = await fetched(url);
  return response.json().catch((error) => {
    throw new StartError("files", `${url.pathname}: ${error}`);
  });
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
async function bytes(stream) {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {URL} url */
async function compiled(url) {
  const program = await bytes(await inflated(url));
  return WebAssembly.compile(program).catch((error) => {
    throw new StartError("files", `${url.pathname}: ${error}`);
  });
}

/** Where Python finds its standard library: from plain files it starts sooner than from the one zip that Pyodide takes. */
const LIBRARY = "/lib/library";

/** The smallest zip there is, for Pyodide asks for one. */
const NO_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0));

/**
 * Puts the files of a tar archive (plain names, no links) into Python's file system before Python starts: no archive
 * module needs loading for it.
 * @param {Uint8Array} tar
 * @param {string} folder
 * @param {FileSystem} files
 * @returns {string[]} their paths
 */
function untar(tar, folder, files) {
  const paths = [];
  const text = new TextDecoder();
  /** @param {number} from @param {number} length */
  const field = (from, length) => text.decode(tar.subarray(from, from + length)).replace(/\0.*$/s, "");
  for (let at = 0; at < tar.length && tar[at] !== 0; ) {
    const path = `${folder}/${field(at, 100)}`;
    const size = parseInt(field(at + 124, 12), 8);
    files.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    files.writeFile(path, tar.slice(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
    paths.push(path);
  }
  return paths;
}

/**
 * All that Python is made of, asked for at once; the program is compiled while the rest is still read.
 * @param {Manifest} manifest
 */
async function parts({ python, package: own, lock }) {
  const home = new URL(python, HERE);
  const program = compiled(new URL("pyodide.asm.wasm.bin", home));
  const library = inflated(new URL("library.bin", home)).then(bytes);
  const capability = inflated(new URL(own, HERE)).then(bytes);
  const modules = Promise.all([
    import(new URL("pyodide.js", home).href),
    import(new URL("pyodide.asm.js", home).href),
  ]).catch((error) => {
    throw new StartError("files", String(error));
  });
  const [[{ loadPyodide }, { default: createPyodideModule }], ...files] = await Promise.all([modules, library, capability, program]);
  return { home: home.href, lock, loadPyodide, createPyodideModule, files };
}

/**
 * Python from its parts.
 * @param {Awaited<ReturnType<typeof parts>>} parts
 * @param {object} [options] for Pyodide
 * @param {(module: Module, before: number) => void} [look] given for a snapshot: it looks at Pyodide's own module when all is
 *   in place and Python does not run yet, and hears how long the table of functions was before C extensions came to it;
 *   where it throws, Python never runs
 * @returns {Promise<Python>}
 */
function load({ home, lock, loadPyodide, createPyodideModule, files: [plain, own, wasm] }, options, look) {
  /** @type {any} Pyodide's own module, with its file system */
  let module;
  // Pyodide asks for its program by name, and then compiles it: it gets the one that is compiled already.
  scope.fetch = async (address) => {
    const name = String(address);
    if (name.endsWith(".wasm")) return new Response();
    if (name.endsWith(".zip")) return new Response(NO_ZIP);
    if (name.endsWith(".so")) return new Response(module.FS.readFile(name.slice(home.length)));
    throw new StartError("files", `${name} is not part of this site`);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  });
  return new Promise((settle, fail) => {
    const loading = /** @type {LoadPyodide} */ (loadPyodide)({
      indexURL: home,
      createPyodideModule: (/** @type {object} */ settings) => {
        module = settings; // Emscripten makes them its module
        return createPyodideModule(settings);
      },
      lockFileContents: lock,
      enableRunUntilComplete: false,
      env: { PYTHONPATH: LIBRARY },
      fsInit: async (/** @type {FileSystem} */ files, /** @type {{sitePackages: string}} */ { sitePackages }) => {
        untar(plain, LIBRARY, files);
        const paths = untar(own, sitePackages, files);
        if (!look) return;
        try {
          look(module, await extended(module, paths));
        } catch (error) {
          fail(error);
          await new Promise(() => {}); // for Pyodide would go on all the same
        }
      },
      ...options,
    });
    loading.then(settle, fail);
  });
}

/**
 * Load C extensions before Python runs. An extension gets its place in memory as it is loaded: always first, it is the same
 * one. Gives how long the table of functions was before.
 * @param {Module} module @param {string[]} paths
 */
async function extended(module, paths) {
  const { length } = module.wasmTable;
  for (const path of paths) if (path.endsWith(".so")) await module.loadDynamicLibrary(path, { loadAsync: true, nodelete: true });
  return length;
}

/** @param {Python} python */
const computeOf = (python) => python.pyimport("capability.pieces.register").compute_json;

/** @param {(...values: any[]) => string} compute @param {Trial} trial */
async function passes(compute, { asked, config, state, digest }) {
  const text = new TextEncoder().encode(compute(asked, config, state));
  return hexadecimal(await crypto.subtle.digest("SHA-256", text)) === digest;
}

/** Python cannot start from the snapshot that is kept. */
class Unfit extends Error {}

/**
 * Python as the snapshot has it, once it has shown that it counts as the build does.
 * @param {Awaited<ReturnType<typeof parts>>} all
 * @param {import("./snapshot.js").Snapshot} kept
 * @param {Promise<Trial>} trial
 */
async function restored(all, kept, trial) {
  try {
    const memory = await kept.memory;
    scope.postMessage({ restoring: true });
    const python = await load(all, { _loadSnapshot: memory }, ({ wasmTable }, before) => {
      if (tableOf(wasmTable, before) !== kept.table) throw new Unfit("another table of functions");
    });
    if (!(await passes(computeOf(python), await trial))) throw new Unfit("another answer");
    python.pyimport("random").seed(); // or each start would draw the same numbers
    return python;
  } catch (error) {
    throw new Unfit(String(error));
  }
}

/** @returns {Promise<{answer: (question: Question) => object, snapshot: "used" | "none" | "refused"}>} */
async function start() {
  await needWebAssembly();
  const reading = scope.name === "plain" ? "refused" : new Shelf(HERE).read();
  /** @type {Manifest} */
  const { snapshot, ...manifest } = await read(new URL("manifest.json", HERE));
  const files = parts(manifest);
  files.catch(() => {}); // it may fail before the shelf is read, and is heard of after
  const kept = await reading;
  const uses = snapshot && typeof kept === "object";
  const trial = uses ? read(new URL(snapshot.trial, HERE)) : undefined;
  trial?.catch(() => {}); // whoever awaits it hears of it
  const all = await files;
  try {
    const python = trial && uses ? await restored(all, kept, trial) : await load(all);
    const compute = computeOf(python);
    const { PythonError } = python.ffi;
    // All is here now. Where a host sends no policy, nothing in this worker can call out all the same.
    for (const name of ["XMLHttpRequest", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name);
    return {
      snapshot: uses ? "used" : snapshot && kept === "none" ? "none" : "refused",
      answer: ({ id, piece, config, state }) => {
        try {
          const tell = (/** @type {number} */ done, /** @type {number} */ of) => scope.postMessage({ id, done, of });
          return { id, output: JSON.parse(compute(piece, config, JSON.stringify(state), tell)) };
        } catch (error) {
          return { id, error: String(error), dead: !(error instanceof PythonError) };
        }
      },
    };
  } catch (error) {
    throw error instanceof StartError || error instanceof Unfit ? error : new StartError("python", String(error));
  }
}

/** Makes a snapshot from the site's files alone: nothing that anybody entered comes to this worker. */
async function make() {
  /** @type {Manifest} */
  const { snapshot, ...manifest } = await read(new URL("manifest.json", HERE));
  if (!snapshot) throw new Error("this build makes no snapshot");
  /** @type {Trial} */
  const trial = await read(new URL(snapshot.trial, HERE));
  let now = () => "";
  let table = "";
  const python = await load(await parts(manifest), { _makeSnapshot: true }, ({ wasmTable }, before) => {
    now = () => tableOf(wasmTable, before);
    table = now();
  });
  for (const module of snapshot.modules) python.pyimport(module);
  const compute = computeOf(python);
  // An answer makes Python load what it loads late. The space makes it another config than the trial's: nothing that the
  // trial has to work out stands in the snapshot already.
  compute(trial.asked, `${trial.config} `, trial.state);
  const memory = python.makeMemorySnapshot();
  // A function that came to the table later would be none, or another, where the snapshot is used.
  if (now() !== table) throw new Error("the table of functions has grown");
  if (!(await passes(compute, trial))) throw new Error("another answer than the build's");
  return new Shelf(HERE).keep(memory, table);
}

if (scope.name === "snapshot") {
  make()
    .then(
      (kept) => scope.postMessage({ kept }),
      (error) => scope.postMessage({ unfit: String(error) }),
    )
    .finally(() => scope.close());
} else {
  // The page may ask before Python is ready: questions wait for it, and are answered in order.
  const started = start();
  scope.onmessage = async (/** @type {MessageEvent<Question>} */ { data }) => {
    const python = await started.catch(() => undefined);
    if (python) scope.postMessage(python.answer(data));
  };
  started.then(
    ({ snapshot }) => scope.postMessage({ ready: Math.round(performance.now()), snapshot }),
    (error) =>
      scope.postMessage(error instanceof Unfit ? { unfit: error.message } : { failed: error.reason ?? "python", detail: error.message }),
  );
}
