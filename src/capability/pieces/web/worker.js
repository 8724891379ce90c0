/**
 * Runs the rule in the page's own Python, beside the page.
 *
 * In:  `{id, piece, config, state}`: the config as JSON text, for it is large and stays the same; the state as an object.
 * Out: `{ready: milliseconds}` once; then for each message `{id, output}`, or `{id, error, dead}` when Python raised what it
 *      should not (`dead` when it died of it, and answers nothing more), and before it, where the work is long,
 *      `{id, done, of}`; `{failed: "webassembly" | "files" | "python", detail}` when Python cannot start.
 *
 * The site's build puts `manifest.json` and the packed `capability` beside this file, and Python itself in a folder that
 * the manifest names. Nothing here comes from another origin.
 */

/**
 * @typedef {{python: string, package: string, lock: object}} Manifest
 * @typedef {{id: number | string, piece: string, config: string, state: object}} Question
 * @typedef {{FS: FileSystem}} Module
 * @typedef {{mkdirTree(path: string): void, writeFile(path: string, data: Uint8Array): void}} FileSystem
 * @typedef {{pyimport(name: string): Record<string, (...values: any[]) => string>, ffi: {PythonError: typeof Error}}} Python
 * @typedef {(options: object) => Promise<Python>} LoadPyodide
 */

/** The worker's own scope, as far as it is used here. */
const scope = /** @type {{postMessage(message: object): void, onmessage: unknown, fetch: typeof fetch}} */ (
  /** @type {unknown} */ (globalThis)
);

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

/** @param {URL} url @returns {Promise<Manifest>} */
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
 */
function untar(tar, folder, files) {
  const text = new TextDecoder();
  /** @param {number} from @param {number} length */
  const field = (from, length) => text.decode(tar.subarray(from, from + length)).replace(/\0.*$/s, "");
  for (let at = 0; at < tar.length && tar[at] !== 0; ) {
    const path = `${folder}/${field(at, 100)}`;
    const size = parseInt(field(at + 124, 12), 8);
    files.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    files.writeFile(path, tar.slice(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/** @returns {Promise<(question: Question) => object>} */
async function start() {
  await needWebAssembly();
  const here = new URL(".", import.meta.url);
  const manifest = await read(new URL("manifest.json", here));
  const home = new URL(manifest.python, here);
  // Everything is asked for at once, and the program compiled while the rest is still read.
  const program = compiled(new URL("pyodide.asm.wasm.bin", home));
  const library = inflated(new URL("library.bin", home)).then(bytes);
  const capability = inflated(new URL(manifest.package, here)).then(bytes);
  const modules = Promise.all([
    import(new URL("pyodide.js", home).href),
    import(new URL("pyodide.asm.js", home).href),
  ]).catch((error) => {
    throw new StartError("files", String(error));
  });
  const [[{ loadPyodide }, { default: createPyodideModule }], plain, own, wasm] = await Promise.all([
    modules,
    library,
    capability,
    program,
  ]);
  // Pyodide asks for its program by name, and then compiles it: it gets the one that is compiled already.
  scope.fetch = async (address) => {
    const name = String(address);
    if (name.endsWith(".wasm")) return new Response();
    if (name.endsWith(".zip")) return new Response(NO_ZIP);
    throw new StartError("files", `${name} is not part of this site`);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  });
  try {
    const python = await /** @type {LoadPyodide} */ (loadPyodide)({
      indexURL: home.href,
      createPyodideModule,
      lockFileContents: manifest.lock,
      enableRunUntilComplete: false,
      env: { PYTHONPATH: LIBRARY },
      fsInit: async (/** @type {FileSystem} */ files, /** @type {{sitePackages: string}} */ { sitePackages }) => {
        untar(plain, LIBRARY, files);
        untar(own, sitePackages, files);
      },
    });
    const { compute_json: compute } = python.pyimport("capability.pieces.register");
    const { PythonError } = python.ffi;
    // All is here now. Where a host sends no policy, nothing in this worker can call out all the same.
    for (const name of ["XMLHttpRequest", "WebSocket", "EventSource"]) Reflect.deleteProperty(globalThis, name);
    return ({ id, piece, config, state }) => {
      try {
        const tell = (/** @type {number} */ done, /** @type {number} */ of) => scope.postMessage({ id, done, of });
        return { id, output: JSON.parse(compute(piece, config, JSON.stringify(state), tell)) };
      } catch (error) {
        return { id, error: String(error), dead: !(error instanceof PythonError) };
      }
    };
  } catch (error) {
    throw error instanceof StartError ? error : new StartError("python", String(error));
  }
}

// The page may ask before Python is ready: questions wait for it, and are answered in order.
const started = start();
scope.onmessage = async (/** @type {MessageEvent<Question>} */ { data }) => {
  const answer = await started.catch(() => undefined);
  if (answer) scope.postMessage(answer(data));
};
started.then(
  () => scope.postMessage({ ready: Math.round(performance.now()) }),
  (error) => scope.postMessage({ failed: error.reason ?? "python", detail: error.message }),
);
