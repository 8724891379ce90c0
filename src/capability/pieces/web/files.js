// Files that a reader opens and saves. Nothing here goes anywhere but to the reader's own disk.

/** The largest file of answers that is read, in bytes; Python has the same limit. */
export const LARGEST_FILE = 1_000_000;

/**
 * A file's text; refused where it is not UTF-8, since guessed letters would be kept as if the reader had typed them.
 * @param {File} file
 */
export async function readText(file) {
  return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
}

/**
 * A file's bytes as base64 text, which plain data can hold.
 * @param {Blob} file
 * @returns {Promise<string>}
 */
export function readBase64(file) {
  return new Promise((settle, refuse) => {
    const reader = new FileReader();
    reader.onload = () => settle(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => refuse(reader.error);
    reader.readAsDataURL(file);
  });
}

/**
 * Bytes from base64 text.
 * @param {string} text
 */
export function bytesOf(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The types of the files that Python writes, by their endings. @type {Record<string, string>} */
const TYPES = {
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ics: "text/calendar",
  json: "application/json",
  md: "text/markdown",
  txt: "text/plain",
};

/**
 * The type of a file by the ending of its name.
 * @param {string} name
 */
export function typeOf(name) {
  return TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}

/** @param {string} name @param {string | Uint8Array<ArrayBuffer>} content */
export function download(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: typeOf(name) }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * Data as the text of a file: keys sorted, so that two files can be compared line by line.
 * @param {object} data
 */
export function asText(data) {
  /** @type {(value: any) => any} */
  const sorted = (value) => {
    if (Array.isArray(value)) return value.map(sorted);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  };
  return `${JSON.stringify(sorted(data), null, 2)}\n`;
}

/** The day, as files are named by it: `2026-11-22`. */
export function today() {
  return new Date().toISOString().slice(0, 10);
}

/** This moment, as files are stamped with it: `2026-11-22T09:30:00Z`. */
export function stamp() {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

/**
 * How a file that a reader takes is called; Python calls them by the same rule, which `text.file_name` explains.
 * @param {string} kind such as `contract-answers`
 * @param {string} [about] the reader's own words
 * @param {string} [ending]
 */
export function fileName(kind, about = "", ending = "json") {
  const words = about.normalize("NFKC").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join("-");
  const short = [...words].slice(0, 50).join("").replace(/-$/, "");
  return `${[kind, short, today()].filter(Boolean).join("-")}.${ending}`;
}

/** Sixteen random bytes in hexadecimal; `randomUUID` is not there on a plain http page. */
export function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
