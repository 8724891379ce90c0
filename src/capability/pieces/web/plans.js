// Keeps the reader's choices on the workbench: which instrument is looked at, and a plan for each.

import { Keeper } from "./keeper.js";
import { KINDS } from "./kinds.js";

/** @typedef {import("./workbench.js").Kept} Kept */

/** The parts of a plan beside its identity, each by instrument. @type {("targets" | "edits" | "names" | "decisions")[]} */
const PARTS = ["targets", "edits", "names", "decisions"];

/** @extends {Keeper<Kept>} */
export class PlanKeeper extends Keeper {
  /**
   * @param {string} site
   * @param {() => import("./keeper.js").Shelf} [shelf]
   */
  constructor(site, shelf) {
    super(site, "workbench", {}, shelf, KINDS.workbench);
  }

  /**
   * Where another plan takes a plan's place, nothing is left of the old one, also of what another tab has yet to write.
   * @param {Kept} before @param {Kept} after
   */
  changes(before, after) {
    const gone = Object.entries(before.ids ?? {}).flatMap(([instrument, id]) => (after.ids?.[instrument] === id ? [] : [instrument]));
    const ends = gone.flatMap((instrument) => PARTS.map((part) => /** @type {[string[], unknown]} */ ([[part, instrument], undefined])));
    const left = PARTS.filter((part) => before[part]).map((part) => [part, Object.fromEntries(Object.entries(before[part] ?? {}).filter(([name]) => !gone.includes(name)))]);
    return [...ends, ...super.changes({ ...before, ...Object.fromEntries(left) }, after)];
  }
}
