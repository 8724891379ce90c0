// At the foot of a chapter: keeps the day on which the reader says to have read it. State: kept, a record of learning.

import { today } from "./files.js";
import { View, piece } from "./view.js";

/**
 * A record with a chapter marked as read today, or as not read.
 * @param {any} record @param {string} module @param {boolean} read
 */
export function marked(record, module, read) {
  const { [module]: _, ...others } = record?.read ?? {};
  return { ...record, read: read ? { ...others, [module]: today() } : others };
}

/** @extends {View<{}>} */
class Bookmark extends View {
  start() {
    super.start();
    this.form.hidden = false;
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    this.set({ kept: marked(this.state.kept, this.form.dataset.module ?? "", target.checked) });
  }

  fill() {
    this.one("[data-read]").checked = this.state.kept?.read?.[this.form.dataset.module ?? ""] !== undefined;
  }
}

export default piece(Bookmark);
