// Starts what was packed, as a browser will: node check.mjs PYODIDE_FOLDER LIBRARY.zip PACKAGE.zip MODULE…
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, library, archive, ...modules] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")).href);
try {
  const python = await loadPyodide({ indexURL: resolve(folder), stdLibURL: resolve(library) });
  python.unpackArchive(new Uint8Array(readFileSync(archive)), "zip");
  for (const module of modules) python.pyimport(module);
} catch (error) {
  // Left to itself, Node would quote Pyodide's one line of a megabyte.
  console.error(String(error));
  process.exitCode = 1;
}
