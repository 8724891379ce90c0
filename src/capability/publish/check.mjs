// Starts what was packed, as a browser will: node check.mjs PYODIDE_FOLDER FOLDER MODULE…
// FOLDER holds what was packed as `library` and `package`.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, packed, ...modules] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")).href);
const none = resolve(packed, "none.zip");
writeFileSync(none, Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0))); // see worker.js
try {
  const python = await loadPyodide({
    indexURL: resolve(folder),
    stdLibURL: none,
    env: { PYTHONPATH: "/kit/library:/kit/package" },
    fsInit: async (/** @type {any} */ files) => {
      files.mkdirTree("/kit");
      files.mount(files.filesystems.NODEFS, { root: resolve(packed) }, "/kit");
    },
  });
  for (const module of modules) python.pyimport(module);
} catch (error) {
  // Left to itself, Node would quote Pyodide's one line of a megabyte.
  console.error(String(error));
  process.exitCode = 1;
}
