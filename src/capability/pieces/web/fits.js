// Whether a value has a shape: as much of JSON Schema as `shapes.js` needs. A text is whole characters, and a number is one
// that JSON can write.

import { isObject } from "./entries.js";

/**
 * @typedef {object} Shape
 * @property {string} [type]
 * @property {unknown[]} [enum]
 * @property {Shape[]} [anyOf]
 * @property {Record<string, Shape>} [properties]
 * @property {string[]} [required]
 * @property {Shape | boolean} [additionalProperties]
 * @property {Shape} [items]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 */

/** What each type of JSON Schema asks. @type {Record<string, (value: any, shape: Shape) => boolean>} */
const TYPES = {
  null: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => Number.isFinite(value),
  string: (value) => typeof value === "string" && isWhole(value),
  array: (value, { items = {}, minItems = 0, maxItems = Infinity }) =>
    Array.isArray(value) && value.length >= minItems && value.length <= maxItems && value.every((inner) => fits(inner, items)),
  object: (value, { properties = {}, required = [], additionalProperties = false }) =>
    isObject(value) &&
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, inner]) => {
      const shape = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      return isWhole(name) && typeof shape === "object" && fits(inner, shape);
    }),
};

/**
 * @param {unknown} value
 * @param {Shape} shape
 * @returns {boolean}
 */
export function fits(value, shape) {
  if (shape.anyOf) return shape.anyOf.some((one) => fits(value, one));
  if (shape.enum) return shape.enum.includes(value);
  return TYPES[shape.type ?? ""]?.(value, shape) ?? false;
}

/** Whether a text holds no half of a character pair. @param {string} text */
function isWhole(text) {
  return !/\p{Surrogate}/u.test(text);
}
