// Runs bytecode.py in Pyodide: node bytecode.mjs PYODIDE_FOLDER SOURCE.zip TARGET.zip
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, source, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(folder, "pyodide.mjs")).href);
// Code keeps its lines and leaves out its columns, which only the marks under a line of a traceback show: a quarter of it is saved.
const python = await loadPyodide({ indexURL: resolve(folder), env: { PYTHONNODEBUGRANGES: "1" } });
// Files pass through Pyodide's own file system: bytes need no conversion there.
python.FS.writeFile("/source.zip", new Uint8Array(readFileSync(source)));
python.runPython(readFileSync(new URL("bytecode.py", import.meta.url), "utf8"));
python.runPython(`
from pathlib import Path
Path("/target.zip").write_bytes(compiled(Path("/source.zip").read_bytes()))
`);
writeFileSync(target, python.FS.readFile("/target.zip"));
