// Runs results.py in the browser's Python: node browser.mjs PYODIDE_FOLDER SOURCE WHEEL RESULTS_PY INSTRUMENTS_JSON
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, source, wheel, script, instruments] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")).href);
try {
  const python = await loadPyodide({ indexURL: resolve(folder) });
  python.FS.mkdirTree("/source");
  python.mountNodeFS("/source", resolve(source));
  python.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
  python.runPython('import sys; sys.path.insert(0, "/source")');
  python.runPython(readFileSync(script, "utf8"));
  process.stdout.write(python.globals.get("results")(readFileSync(instruments, "utf8")));
} catch (error) {
  // Left to itself, Node would quote Pyodide's one line of a megabyte.
  console.error(String(error));
  process.exitCode = 1;
}
