// The link and the code of an invitation. The code is read back here by a reader of its own, from its modules alone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "uqr";
import { linkTo, outline, siteAt } from "../../../src/capability/pieces/web/invitation.js";
import { roundIn } from "../../../src/capability/pieces/web/letter.js";

const SITE = /** @type {URL} */ (siteAt("https://www.example.gov.uk/buying/index.html"));

for (const [typed, wanted] of /** @type {[string, string | null][]} */ ([
  ["https://www.example.gov.uk/buying", "https://www.example.gov.uk/buying/"],
  [" http://localhost:8000/x//", "http://localhost:8000/x/"],
  ["https://a.example/?round=x#y", "https://a.example/"],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["www.example.gov.uk", null],
  ["", null],
])) {
  test(`the site at "${typed}"`, () => assert.equal(siteAt(typed)?.href ?? null, wanted));
}

test("a round is a label in the link, and comes back as it was", () => {
  const round = "Spring & summer 2027 <b>#1</b>? é";
  const link = new URL(linkTo(SITE, "assessments/resident", round));
  assert.equal(link.origin + link.pathname, "https://www.example.gov.uk/buying/assessments/resident.html");
  assert.deepEqual([...link.searchParams.keys()], ["round"]);
  assert.equal(roundIn(link.search), round);
  assert.equal(linkTo(SITE, "assessments/supplier", "  "), "https://www.example.gov.uk/buying/assessments/supplier.html");
});

test("a round that somebody made up is one short line", () => {
  assert.equal(roundIn(`?round=${encodeURIComponent("a\u202e\n\u0000 b\u200b")}`), "a b");
  assert.equal([...roundIn(`?round=${"\u{1f600}".repeat(500)}`)].length, 80);
  assert.equal(roundIn("?to=evil@example.org"), "");
});

for (const round of ["", "Spring 2027", "Gwanwyn 2027: ysgolion a thai \u2013 ail gylch, pob ward o'r sir gyfan (prawf)"]) {
  test(`the code of "${round}" reads as its link`, () => {
    const link = linkTo(SITE, "assessments/resident", round);
    const border = 4;
    const { data, size } = encode(link, { ecc: "M", border });
    const drawn = modulesOf(outline(data), size);
    assert.deepEqual(drawn, data);
    assert.equal(decoded(drawn.slice(border, -border).map((row) => row.slice(border, -border))), link);
  });
}

/**
 * The modules that a path blackens.
 * @param {string} path @param {number} size
 */
function modulesOf(path, size) {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(width); i++) /** @type {boolean[]} */ (rows[Number(y)])[Number(x) + i] = true;
  }
  return rows;
}

/** Blocks of data codewords at level M, by version: as ISO/IEC 18004 has them. @type {Record<number, number[]>} */
const BLOCKS = {
  4: [32, 32],
  5: [43, 43],
  6: [27, 27, 27, 27],
  7: [31, 31, 31, 31],
  8: [38, 38, 39, 39],
  9: [36, 36, 36, 37, 37],
  10: [43, 43, 43, 43, 44],
  11: [50, 51, 51, 51, 51],
  12: [36, 36, 36, 36, 36, 36, 37, 37],
};

/** Rows and columns of the small squares, by version. @type {Record<number, number[]>} */
const SQUARES = { 4: [6, 26], 5: [6, 30], 6: [6, 34], 7: [6, 22, 38], 8: [6, 24, 42], 9: [6, 26, 46], 10: [6, 28, 50], 11: [6, 30, 54], 12: [6, 32, 58] };

/** @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/**
 * The text in a code's modules, where it is in bytes and nothing is damaged.
 * @param {boolean[][]} rows
 */
function decoded(rows) {
  const size = rows.length;
  const version = (size - 17) / 4;
  const isBlack = (/** @type {number} */ x, /** @type {number} */ y) => rows[y]?.[x] === true;
  // The first five bits of the format: two of the level, three of the mask.
  const format = [0, 1, 2, 3, 4].reduce((bits, x) => bits * 2 + Number(isBlack(x, 8)), 0) ^ 0b10101;
  assert.equal(format >> 3, 0, "level M");
  const mask = /** @type {(x: number, y: number) => boolean} */ (MASKS[format & 7]);
  const squares = SQUARES[version] ?? [];
  const isData = (/** @type {number} */ x, /** @type {number} */ y) => {
    const far = size - 9;
    if ((x < 9 && y < 9) || (x > far && y < 9) || (x < 9 && y > far) || x === 6 || y === 6) return false;
    if (version >= 7 && ((x < 6 && y >= size - 11) || (y < 6 && x >= size - 11))) return false;
    const inCorner = (/** @type {number} */ a, /** @type {number} */ b) => (a === 6 && b === 6) || (a === 6 && b === squares.at(-1)) || (a === squares.at(-1) && b === 6);
    return !squares.some((a) => squares.some((b) => !inCorner(a, b) && Math.abs(x - a) < 3 && Math.abs(y - b) < 3));
  };
  /** @type {number[]} */
  const bits = [];
  let up = true;
  for (let right = size - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right--;
    for (let i = 0; i < size; i++) {
      const y = up ? size - 1 - i : i;
      for (const x of [right, right - 1]) if (isData(x, y)) bits.push(Number(isBlack(x, y) !== mask(x, y)));
    }
  }
  const words = Array.from({ length: Math.floor(bits.length / 8) }, (_, i) => bits.slice(i * 8, i * 8 + 8).reduce((all, bit) => all * 2 + bit, 0));
  const lengths = BLOCKS[version] ?? [];
  /** @type {number[][]} */
  const blocks = lengths.map(() => []);
  let at = 0;
  for (let i = 0; i < Math.max(...lengths); i++) {
    for (const [block, length] of lengths.entries()) if (i < length) blocks[block]?.push(words[at++] ?? 0);
  }
  const data = blocks.flat().flatMap((word) => [...word.toString(2).padStart(8, "0")].map(Number));
  const take = (/** @type {number} */ count) => data.splice(0, count).reduce((all, bit) => all * 2 + bit, 0);
  assert.equal(take(4), 4, "bytes");
  const count = take(version < 10 ? 8 : 16);
  return new TextDecoder().decode(Uint8Array.from({ length: count }, () => take(8)));
}
