// The routes by role: keeps the one that the reader chooses. State: kept, a record of learning.

import { routeIn } from "./role.js";
import { View, piece } from "./view.js";

/** @extends {View<{}>} */
class Routes extends View {
  get cards() {
    return this.all("[data-route]");
  }

  /** @param {string} _act @param {HTMLElement} button */
  clicked(_act, button) {
    const { route = "" } = /** @type {HTMLElement} */ (button.closest("[data-route]")).dataset;
    const isChosen = this.state.kept?.route === route;
    this.set({ kept: { ...this.state.kept, route: isChosen ? "" : route } });
  }

  fill() {
    const chosen = routeIn(
      this.state.kept,
      this.cards.map(({ dataset }) => dataset.route ?? ""),
    );
    for (const card of this.cards) {
      const isChosen = card.dataset.route === chosen;
      card.querySelector("[data-act]")?.setAttribute("aria-pressed", String(isChosen));
      /** @type {HTMLElement} */ (card.querySelector("[data-begin]")).hidden = !isChosen;
    }
  }
}

export default piece(Routes);
