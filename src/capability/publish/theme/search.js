// Searches by the part of the address that a browser keeps to itself (`search.html#q=…`): what stands behind a `?` would be sent
// to the host, which may write it down. Sphinx's own script finds the pages.

/** @typedef {{ performSearch: (words: string) => void }} Finder */

const content = document.documentElement.dataset.content_root ?? "./";

/** @returns {NodeListOf<HTMLInputElement>} the fields for words: in the dialog, and on the search page */
const fields = () => document.querySelectorAll("form.bd-search input[name=q]");

for (const field of fields()) {
  field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    const target = new URL(`${content}search.html`, location.href);
    if (typed) target.hash = String(new URLSearchParams({ q: typed }));
    location.assign(target);
  });
}

/** @returns {string | null} the words that the address holds; a link to a place of the page holds none */
const words = () => new URLSearchParams(location.hash.slice(1)).get("q");

// Sphinx's script starts at the same event, before this one, and finds no words behind a `?`.
document.addEventListener("DOMContentLoaded", () => {
  if (document.getElementById("search-results") === null) return;
  const asked = words();
  // Other words are a new search. (The page comes from the browser's cache, and its address is sent without them.)
  addEventListener("hashchange", () => {
    if (words() !== null && words() !== asked) location.reload();
  });
  if (!asked) return;
  for (const field of fields()) field.value = asked;
  // @ts-expect-error: of Sphinx's `searchtools.js`
  /** @type {Finder} */ (Search).performSearch(asked);
});
