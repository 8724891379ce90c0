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
  let value = /** @type {any} */ (data);
  for (const step of path.split("/")) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return null;
    value = value[step];
  }
  return value ?? null;
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
  const met = wanted === undefined ? (Array.isArray(value) ? value.length > 0 : Boolean(value)) : String(value) === wanted;
  return met !== turned;
}

/** What makes an element one with slots, beside templates. */
const SLOTS = ["text", "show", "copy", "place", "with"];

/** The attributes that `data-place` may set: numbers of a drawing, and nothing that a browser would follow or run. */
const PLACES = new Set(["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height", "value", "max"]);

/**
 * An element with slots, and those inside it: read once, for a form has thousands of elements and some dozens of slots.
 * @typedef {{element: HTMLElement, slots: DOMStringMap, copied: string[], placed: string[], inner: Slot[]}} Slot
 */

/** The slots below each element that was filled; its structure stays, but for what templates bring. @type {WeakMap<Element, Slot[]>} */
const plans = new WeakMap();

/**
 * Fill every slot below an element. Only what differs is touched, so that live regions speak only of what changed.
 * @param {Element} root
 * @param {Data} data
 */
export function fill(root, data) {
  const plan = plans.get(root) ?? slotsBelow(root);
  plans.set(root, plan);
  fillAll(plan, data);
}

/** @param {Element} root @returns {Slot[]} */
function slotsBelow(root) {
  const children = [...root.children].filter((child) => !child.hasAttribute("data-entry") && !child.hasAttribute("data-own"));
  return children.flatMap(slotsFrom);
}

/** @param {Element} child @returns {Slot[]} the slots of an element, or those inside it where it has none itself */
function slotsFrom(child) {
  const element = /** @type {HTMLElement} */ (child);
  const slots = element.dataset ?? {};
  const isTemplate = element instanceof HTMLTemplateElement;
  const inner = isTemplate || slots.text !== undefined ? [] : slotsBelow(element);
  if (isTemplate ? slots.each === undefined : SLOTS.every((name) => slots[name] === undefined)) return inner;
  return [{ element, slots, copied: slots.copy?.split(" ") ?? [], placed: slots.place?.split(" ").filter((name) => PLACES.has(name)) ?? [], inner }];
}

/** @param {Slot[]} plan @param {Data} data */
function fillAll(plan, data) {
  for (const slot of plan) fillOne(slot, data);
}

/** @param {Slot} slot @param {Data} data */
function fillOne({ element, slots, copied, placed, inner }, data) {
  if (element instanceof HTMLTemplateElement) return repeat(element, at(data, slots.each ?? ""));
  const inside = slots.with === undefined ? data : at(data, slots.with);
  if (slots.show !== undefined) setHidden(element, !holds(inside, slots.show));
  for (const name of copied) setAttribute(element, `data-${name}`, at(inside, name));
  for (const name of placed) setAttribute(element, name, at(inside, name));
  if (slots.text === undefined) fillAll(inner, inside);
  else setText(element, at(inside, slots.text));
}

/** What stands behind a template for one entry. @typedef {{elements: Element[], plan: Slot[]}} Copy */

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
  const before = copies.get(template) ?? new Map();
  /** @type {Map<string, Copy>} */
  const after = new Map();
  for (const entry of entries ?? []) {
    const name = String(template.dataset.key === undefined ? JSON.stringify(entry) : at(entry, template.dataset.key));
    let key = name;
    for (let i = 2; after.has(key); i++) key = `${name} ${i}`; // the same entry again
    const copy = before.get(key) ?? copyOf(template);
    fillAll(copy.plan, entry);
    after.set(key, copy);
  }
  for (const [key, { elements }] of before) if (!after.has(key)) for (const element of elements) element.remove();
  place(
    template,
    [...after.values()].map(({ elements }) => elements),
  );
  copies.set(template, after);
}

/** The copies behind each template, by their entries' keys. @type {WeakMap<Element, Map<string, Copy>>} */
const copies = new WeakMap();

/** @param {HTMLTemplateElement} template @returns {Copy} */
function copyOf(template) {
  const elements = [.../** @type {DocumentFragment} */ (template.content.cloneNode(true)).children];
  const plan = elements.flatMap(slotsFrom);
  for (const element of elements) element.setAttribute("data-entry", "");
  return { elements, plan };
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
