// Changes to what is kept, entry by entry, and how those of several tabs become one value.
//
// An entry is found by its path: the names that lead to it. Of two changes to one entry the later holds, and taking away an
// object takes what was put into it before. So it does not matter which tab writes its changes first.

/** @typedef {Record<string, number>} Times when entries changed last, by their paths as JSON; no two tabs make the same time */
/** @typedef {{path: string[], value: unknown, at: number, supposed?: boolean}} Change supposed: only where nobody changed anything */
/** @typedef {{value: any, times: Times}} Kept */

/** How deep entries lie, where nothing else is said. What lies below is part of its entry. */
const DEPTH = 4;

/** The value of a change that only says that there is an object: two tabs that say so do not undo each other. */
export const SOME_OBJECT = Object.freeze({});

/**
 * The entries that differ, by path, with what is there now; undefined where nothing is.
 * @param {any} before
 * @param {any} after
 * @param {Record<string, number>} depths how deep entries lie below a first name, `*` for any other, where it is not `DEPTH`
 * @param {string[]} path
 * @returns {Generator<[string[], unknown]>}
 */
export function* differences(before, after, depths = {}, path = []) {
  if (!isObject(after) || path.length >= (depths[path[0] ?? ""] ?? depths["*"] ?? DEPTH)) {
    if (JSON.stringify(before) !== JSON.stringify(after)) yield [path, after];
    return;
  }
  // What has an id of its own is another thing than what was there: nothing of that is left in it, whoever wrote it.
  const isNew = path.length > 0 && typeof after.id === "string" && after.id !== own(before, "id");
  if (isNew) yield [path, undefined];
  if (isNew || !isObject(before)) yield [path, SOME_OBJECT];
  const old = isObject(before) && !isNew ? before : {};
  for (const name of new Set([...Object.keys(old), ...Object.keys(after)])) {
    yield* differences(own(old, name), own(after, name), depths, [...path, name]);
  }
}

/**
 * What a change is known by: of one tab's own changes, a later one takes the place of an earlier.
 * @param {Change} change
 */
export function nameOf({ path, value, supposed }) {
  return JSON.stringify(supposed || value === SOME_OBJECT ? [...path, {}] : path);
}

/**
 * When an entry, or what it lies in, changed last.
 * @param {Times} times
 * @param {string[]} path
 */
export function lastChange(times, path) {
  return Math.max(0, ...path.map((_, i) => times[JSON.stringify(path.slice(0, i + 1))] ?? 0));
}

/**
 * When anything at a path changed last, 0 where nothing is known of it.
 * @param {Times} times
 * @param {string[]} path
 */
export function lastChangeIn(times, path) {
  const start = JSON.stringify(path).slice(0, -1);
  return Math.max(0, ...Object.keys(times).map((name) => (name === `${start}]` || name.startsWith(`${start},`) ? (times[name] ?? 0) : 0)));
}

/**
 * What is kept with a change written into it, unless something later holds there; the very same where it is in it already.
 * A change whose time is kept and its entry not was lost to another tab's writing, and is written again. Nothing that it
 * is given changes.
 * @param {Kept} kept
 * @param {Change} change
 * @returns {Kept}
 */
export function changed(kept, { path, value, at, supposed = false }) {
  const { times } = kept;
  const name = JSON.stringify(path);
  const last = lastChange(times, path);
  if (at < last || (at === last && times[name] !== at)) return kept;
  const there = path.reduce(own, kept.value);
  if (value === SOME_OBJECT) return isObject(there) ? kept : { value: put(kept.value, path, {}), times };
  if (supposed) {
    // Its time is only just later than that of what it lies in: whatever somebody enters there is later.
    const first = lastChange(times, path.slice(0, -1)) + 1;
    const before = times[name] ?? 0;
    const isThere = before === first ? JSON.stringify(there) === JSON.stringify(value) : there !== undefined;
    return before > first || isThere ? kept : { value: put(kept.value, path, value), times: { ...times, [name]: first } };
  }
  const isAgain = times[name] === at;
  if (isAgain && value === undefined && !hasOlder(at, there, path, times)) return kept;
  const next = since(at, there, path, times) ?? value;
  if (isAgain && JSON.stringify(next) === JSON.stringify(there)) return kept;
  return { value: put(kept.value, path, next), times: { ...times, [name]: at } };
}

/**
 * A value with something else at a path; undefined takes away.
 * @param {any} value
 * @param {string[]} path
 * @param {unknown} next
 * @returns {any}
 */
function put(value, [name, ...rest], next) {
  if (name === undefined) return next;
  const inner = put(own(value, name), rest, next);
  if (inner !== undefined) return { ...(isObject(value) ? value : {}), [name]: inner };
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)) : value;
}

/**
 * What of a value was put there after a time, if anything.
 * @param {number} at
 * @param {unknown} value
 * @param {string[]} path
 * @param {Times} times
 * @returns {unknown}
 */
function since(at, value, path, times) {
  if ((times[JSON.stringify(path)] ?? 0) > at) return value;
  if (!isObject(value)) return undefined;
  const left = Object.entries(value).flatMap(([name, inner]) => {
    const later = since(at, inner, [...path, name], times);
    return later === undefined ? [] : [[name, later]];
  });
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/**
 * Whether anything in a value was put there before a time. An object with nothing in it has no time, and does not count.
 * @param {number} at @param {unknown} value @param {string[]} path @param {Times} times
 * @returns {boolean}
 */
function hasOlder(at, value, path, times) {
  if ((times[JSON.stringify(path)] ?? 0) > at) return false;
  if (!isObject(value)) return value !== undefined;
  return Object.entries(value).some(([name, inner]) => hasOlder(at, inner, [...path, name], times));
}

/** @param {any} value @param {string} name */
function own(value, name) {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/**
 * Whether a value is an object as data has them: neither null nor a list.
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
