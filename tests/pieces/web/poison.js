// What a browser may hold where a piece's work should be: a sound value of each kind, and texts that another page, a fault or a
// person made of it. `node tests/pieces/web/poison.js KIND` prints them as a list, for the attack in a browser.

import { readFileSync } from "node:fs";
import { argv, stdout } from "node:process";
import { pathToFileURL } from "node:url";

/** A value of each kind with all that it can hold, and the name by which it is kept. @type {Record<string, {name: string, value: Record<string, any>}>} */
export const SOUND = JSON.parse(readFileSync(new URL("sound.json", import.meta.url), "utf-8"));

/** What may stand where something else should. */
const WRONG = ["null", "7", "-1", "1e300", "1e400", "true", '""', '"x"', '"\\ud800"', "[]", "[1]", "{}", '{"":0}', '{"\\udc00":1}', '{"__proto__":{"level":1}}', '{"toString":1}', `"${"x".repeat(3000)}"`, `${"[".repeat(3000)}${"]".repeat(3000)}`];

/** Names that nobody gave, put beside those that stand in an object. */
const NAMES = ["", "__proto__", "constructor", "\\ud800", "a".repeat(200)];

/** Texts that are no value at all. */
const TEXTS = ["", " ", "{", "null", "7", "[]", '"text"', "{}x", '{"a":NaN}', "{'a':1}", "\u0000", "undefined"];

/**
 * The places in a value, each by the names that lead to it, the value itself first.
 * @param {unknown} value @param {string[]} path @returns {string[][]}
 */
function places(value, path = []) {
  const inner = typeof value === "object" && value !== null ? Object.entries(value).flatMap(([name, one]) => places(one, [...path, name])) : [];
  return [path, ...inner];
}

/**
 * A value as text, with a text in one place; null leaves the place out.
 * @param {any} value @param {string[]} path @param {string | null} text @returns {string}
 */
function textWith(value, [name, ...rest], text) {
  if (name === undefined) return text ?? "null";
  const list = Array.isArray(value);
  const parts = Object.entries(value).flatMap(([other, inner]) => {
    if (other === name && rest.length === 0 && text === null) return [];
    const within = other === name ? textWith(inner, rest, text) : JSON.stringify(inner);
    return [list ? within : `${JSON.stringify(other)}:${within}`];
  });
  return list ? `[${parts}]` : `{${parts}}`;
}

/** Every text that is made of a sound value. @param {string} kind @returns {string[]} */
export function poison(kind) {
  const { value } = /** @type {typeof SOUND[string]} */ (SOUND[kind]);
  const text = JSON.stringify(value);
  const all = places(value);
  const wrong = all.flatMap((path) => WRONG.map((words) => textWith(value, path, words)));
  const missing = all.slice(1).map((path) => textWith(value, path, null));
  const named = all.flatMap((path) => {
    const there = path.reduce((inner, name) => inner[name], value);
    if (typeof there !== "object" || there === null || Array.isArray(there)) return [];
    return NAMES.flatMap((name) => WRONG.slice(0, 3).map((words) => textWith(value, path, `${JSON.stringify(there).slice(0, -1)}${Object.keys(there).length ? "," : ""}"${name}":${words}}`)));
  });
  return [...new Set([...TEXTS, text.slice(0, -1), text.slice(0, text.length / 2), ...missing, ...wrong, ...named])];
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) stdout.write(JSON.stringify(argv.slice(2).map((kind) => poison(kind))));
