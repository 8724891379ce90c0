// Answers as a text that people read: lines for them, and behind those one code for the workbench.
//
// The text is shared, pasted into an email, and copied out of it again. There its lines are broken and quoted; so the code
// has no sign in it that mail programs touch, and `reading/letters.py` takes out what they add. The code says the same as the
// lines, deflated: an email's link has to be short, and a screen full of braces frightens whoever is to send it.

/** Longest line of a code: mail programs have to break lines of 998 signs. */
const WIDTH = 900;

/** Most bytes of a block of deflated data that is only stored. */
const BLOCK = 65_535;

/** A response, or a row of relations, as text: its format first. @param {{format: string}} whole */
export function plainOf({ format, ...rest }) {
  return JSON.stringify({ format, ...rest });
}

/** The code of a text at once, with nothing made shorter: where a browser cannot deflate, or has not yet. @param {string} plain */
export function storedCode(plain) {
  const bytes = new TextEncoder().encode(plain);
  return codeOf(bytes, stored(bytes));
}

/** The same as short as can be; a browser from before 2023 may refuse. @param {string} plain */
export async function shortCode(plain) {
  const bytes = new TextEncoder().encode(plain);
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return codeOf(bytes, new Uint8Array(await new Response(stream).arrayBuffer()));
}

/** The sum tells of a code that was cut or changed; the braces, where it begins and ends. @param {Uint8Array} bytes @param {Uint8Array} deflated */
function codeOf(bytes, deflated) {
  const letters = btoa(Array.from(deflated, (byte) => String.fromCharCode(byte)).join(""));
  const code = `{answers.${crc32(bytes)}.${letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}}`;
  return code.replace(new RegExp(`.{${WIDTH}}(?=.)`, "g"), "$&\n");
}

/** Deflated data that is no shorter: blocks that are stored as they are. @param {Uint8Array} bytes */
function stored(bytes) {
  const blocks = [];
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const part = bytes.subarray(at, at + BLOCK);
    const { length } = part;
    const head = [at + BLOCK >= bytes.length ? 1 : 0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255];
    blocks.push(head, [...part]);
  }
  return Uint8Array.from(blocks.flat());
}

/** The checksum that zlib has too, in eight hexadecimal digits. @param {Uint8Array} bytes */
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (~sum >>> 0).toString(16).padStart(8, "0");
}

/**
 * The whole text: what is said of it, what was said, and the words before the code.
 * @param {string[]} head @param {string} body @param {string} foot @param {string} code
 */
export function letterOf(head, body, foot, code) {
  return `${head.join("\n")}\n\n${body}\n\n${foot}\n${code}\n`;
}

/** A reader's own words on one line: only a code looks like one. @param {string} words */
export function unsealed(words) {
  return inOneLine(words).replaceAll("{", "(").replaceAll("}", ")");
}

/** @param {string | null | undefined} text */
export function inOneLine(text) {
  return (text ?? "").replace(/\s+/g, " ").trim();
}

/** Longest label of a round, in characters. */
const LONGEST_ROUND = 80;

/**
 * The round's name in a page's address, `?round=Spring+2027`: a label and no more, on one line and not long.
 * @param {string} search
 */
export function roundIn(search) {
  const words = new URLSearchParams(search).get("round") ?? "";
  return [...words.replace(/[\p{C}\p{Z}]+/gu, " ").trim()].slice(0, LONGEST_ROUND).join("").trim();
}
