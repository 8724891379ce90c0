// Searches by the part of the address that a browser keeps to itself (`search.html#q=…`): what stands behind a `?` would be sent
// to the host, which may write it down. Sphinx's own script finds the pages.

/** @typedef {{ performSearch: (words: string) => void }} Finder */

const content = document.documentElement.dataset.content_root ?? "./";

/** @returns {NodeListOf<HTMLInputElement>} the fields for words: in the dialog, and on the search page */
const fields = () => document.querySelectorAll("form.bd-search input[name=q]");

for (const field of fields()) {
  field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = field.value.trim();
    const target = new URL(`${content}search.html`, location.href);
    if (words) target.hash = String(new URLSearchParams({ q: words }));
    location.assign(target);
  });
}

// Sphinx's script starts at the same event, before this one, and finds no words behind a `?`.
document.addEventListener("DOMContentLoaded", () => {
  const results = document.getElementById("search-results");
  if (results === null) return;
  // Words that change are a new search. (The page comes from the browser's cache, and its address is sent without them.)
  addEventListener("hashchange", () => location.reload());
  const words = new URLSearchParams(location.hash.slice(1)).get("q");
  if (!words) return;
  for (const field of fields()) field.value = words;
  // @ts-expect-error: of Sphinx's `searchtools.js`
  /** @type {Finder} */ (Search).performSearch(words);
});
