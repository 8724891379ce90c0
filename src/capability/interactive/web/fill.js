// Writes data into the slots of a piece's HTML. It holds no words and makes no markup: text goes in as text.
//
//   data-text="path"          the element's text
//   data-show="path"          shown when the value is there (not null, false, "", 0 or an empty list)
//   data-show="path=value"    shown when the value is just that; "!" in front turns either round
//   data-copy="a b"           the values as attributes data-a and data-b, for style sheets
//   data-place="x y"      the values as attributes of these names: where something is drawn, and how large
//   data-with="path"          what is inside reads from there
//   data-each="path"          on a <template>: once for each entry; "." is the entry itself
//   data-key="path"           with it: what an entry is known by, where it may change and stay the same entry
//   data-own                  left alone: it is filled by itself, from data of its own
//
// Steps of a path are parted by "/", since ids hold dots. A path that leads nowhere gives null.

/** @typedef {unknown} Data */

/**
 * The value at a path.
 * @param {Data} data
 * @param {string} path
 * @returns {any}
 */
export function at(data, path) {
  if (path === ".") return data;
  let found = /** @type {any} */ (data);
  for (const step of path.split("/")) {
    if (found === null || typeof found !== "object" || !Object.hasOwn(found, step)) return null;
    found = found[step];
  }
  return found ?? null;
}

/**
 * Whether a `data-show` condition holds.
 * @param {Data} data
 * @param {string} condition
 */
export function holds(data, condition) {
  const turned = condition.startsWith("!");
  const [path = "", wanted] = condition.slice(turned ? 1 : 0).split("=");
  const value = at(data, path);
  const found = wanted === undefined ? (Array.isArray(value) ? value.length > 0 : Boolean(value)) : String(value) === wanted;
  return found !== turned;
}

/** The attributes that `data-place` may set: numbers of a drawing, and nothing that a browser would follow or run. */
const PLACES = new Set(["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "value", "max"]);

/**
 * Fill every slot below an element. Only what differs is touched, so that live regions speak only of what changed.
 * @param {Element} root
 * @param {Data} data
 */
export function fill(root, data) {
  for (const child of [...root.children]) {
    if (!child.hasAttribute("data-entry") && !child.hasAttribute("data-own")) fillOne(child, data);
  }
}

/** @param {Element} element @param {Data} data */
function fillOne(element, data) {
  const slots = /** @type {HTMLElement} */ (element).dataset ?? {};
  if (element instanceof HTMLTemplateElement) {
    if (slots.each !== undefined) repeat(element, at(data, slots.each));
    return;
  }
  const inner = slots.with === undefined ? data : at(data, slots.with);
  if (slots.show !== undefined) setHidden(/** @type {HTMLElement} */ (element), !holds(inner, slots.show));
  for (const name of slots.copy?.split(" ") ?? []) setAttribute(element, `data-${name}`, at(inner, name));
  for (const name of slots.place?.split(" ") ?? []) if (PLACES.has(name)) setAttribute(element, name, at(inner, name));
  if (slots.text === undefined) fill(element, inner);
  else setText(element, at(inner, slots.text));
}

/**
 * Put one filled copy of a template's content behind it for each entry. A copy whose entry is there still, by its key
 * or else by all that is in it, stays: what a reader types into, and where they are, must not be swept away.
 * @param {HTMLTemplateElement} template
 * @param {any} entries
 */
function repeat(template, entries) {
  const wanted = JSON.stringify(entries ?? []);
  if (template.dataset.shown === wanted) return;
  template.dataset.shown = wanted;
  const before = groups.get(template) ?? new Map();
  /** @type {Map<string, Element[]>} */
  const after = new Map();
  for (const entry of entries ?? []) {
    const name = String(template.dataset.key === undefined ? JSON.stringify(entry) : at(entry, template.dataset.key));
    let key = name;
    for (let i = 2; after.has(key); i++) key = `${name} ${i}`; // the same entry again
    const group = before.get(key) ?? copied(template);
    for (const element of group) fillOne(element, entry);
    after.set(key, group);
  }
  for (const [key, group] of before) if (!after.has(key)) for (const element of group) element.remove();
  place(template, [...after.values()]);
  groups.set(template, after);
}

/** The copies behind each template, by their entries' keys. @type {WeakMap<Element, Map<string, Element[]>>} */
const groups = new WeakMap();

/** @param {HTMLTemplateElement} template @returns {Element[]} */
function copied(template) {
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  for (const element of copy.children) element.setAttribute("data-entry", "");
  return [...copy.children];
}

/**
 * Put copies behind a template in order. The one that holds the focus is not moved, since it would lose it.
 * @param {HTMLTemplateElement} template
 * @param {Element[][]} all
 */
function place(template, all) {
  const held = all.findIndex((group) => group.some((element) => element.contains(document.activeElement)));
  const [head, tail] = held < 0 ? [[], all] : [all.slice(0, held), all.slice(held + 1)];
  const first = held < 0 ? null : all[held]?.[0];
  for (const group of head) first?.before(...group);
  let last = held < 0 ? template : (all[held]?.at(-1) ?? template);
  for (const group of tail) {
    last.after(...group);
    last = group.at(-1) ?? last;
  }
}

/** @param {HTMLElement} element @param {boolean} hidden */
function setHidden(element, hidden) {
  if (element.hidden !== hidden) element.hidden = hidden;
}

/** @param {Element} element @param {any} value */
function setText(element, value) {
  const text = value === null ? "" : String(value);
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Element} element @param {string} name @param {any} value */
function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}
