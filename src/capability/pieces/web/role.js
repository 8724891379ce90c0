// At the foot of every page: which role the reader chose, and the ways along its route. State: kept, a record of learning.

import { marked } from "./bookmark.js";
import { View, piece } from "./view.js";

/**
 * The route that a record names, where there is such a one.
 * @param {any} record @param {string[]} routes
 */
export const routeIn = (record, routes) => (routes.includes(record?.route) ? /** @type {string} */ (record.route) : "");

/** @param {any} record @param {string} [module] */
const isRead = (record, module = "") => record?.read?.[module] !== undefined;

/** @extends {View<{}>} */
class Role extends View {
  start() {
    // Where a part ends stands further up in the page, outside the form.
    for (const button of this.parts) this.listen(button, "click", () => this.mark(button));
    super.start();
  }

  /** The buttons with which a reader says that the part of a module is read for which their route asks. */
  get parts() {
    return /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-part-read]")]);
  }

  /** @param {HTMLElement} button */
  mark(button) {
    const { kept } = this.state;
    this.set({ kept: marked(kept, button.dataset.partRead ?? "", !isRead(kept, button.dataset.partRead)) });
  }

  /** @returns {HTMLSelectElement} */
  get field() {
    return this.one("[data-role]");
  }

  /** @param {HTMLInputElement} target */
  changed(target) {
    this.set({ kept: { ...this.state.kept, route: target.value } });
  }

  fill() {
    const route = routeIn(
      this.state.kept,
      [...this.field.options].map(({ value }) => value),
    );
    this.field.value = route;
    // Whoever is on the field has just let the role go: it stays until they leave the page.
    const line = /** @type {HTMLElement} */ (this.field.closest("p"));
    line.hidden = route === "" && document.activeElement !== this.field;
    for (const button of this.parts) button.ariaPressed = String(isRead(this.state.kept, button.dataset.partRead));
    const ways = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-way]")]);
    // On a page that is no module the book's own order leads on.
    const on = ways.some(({ dataset }) => dataset.way === route) ? route : "";
    for (const way of ways) {
      way.hidden = way.dataset.way !== on;
      this.lead(way);
    }
  }

  /** Off the route, lead to the first of its modules that is not read yet. @param {HTMLElement} way */
  lead(way) {
    const ahead = /** @type {HTMLElement[]} */ ([...way.querySelectorAll("[data-ahead]")]);
    const first = ahead.find(({ dataset }) => !isRead(this.state.kept, dataset.ahead));
    for (const step of ahead) step.hidden = step !== first;
  }
}

export default piece(Role);
