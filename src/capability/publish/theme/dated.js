// Shows, behind each day on which the law was looked up, that it is too long ago, once it is.

// By the reader's own calendar; Swedish is written like the dates of the page.
const today = new Date().toLocaleDateString("sv-SE");

for (const warning of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-after]"))) {
  warning.hidden = today <= (warning.dataset.after ?? "");
}
