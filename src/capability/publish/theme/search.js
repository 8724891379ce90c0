// Searches by the part of the address that a browser keeps to itself (`search.html#q=…`): what stands behind a `?` would be sent
// to the host, which may write it down. Sphinx's own script finds the pages.

/** @typedef {{ performSearch: (words: string) => void, htmlToText: (html: string, anchor?: string) => string }} Finder */
/** @typedef {[page: string, title: string, anchor: string, about: string | null, score: number, file: string]} Found */
/** @typedef {{ score?: (found: Found) => number }} Scorer */

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

/**
 * The words of a page that are content: `publish/search.py` names in the search page what is not.
 * @param {string} leftOut selectors
 * @returns {Finder["htmlToText"]}
 */
const contentWithout = (leftOut) => (html, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const part of page.querySelectorAll(`.headerlink, .bd-header-article, h1, ${leftOut}`)) part.remove();
  const main = page.querySelector("article") ?? page.querySelector("[role=main]");
  // Without its heading, which the link above it says already, a place may be empty: then the page says more.
  const place = anchor ? main?.querySelector(`#${CSS.escape(anchor.slice(1))}`)?.textContent?.trim() : "";
  // A line's end stands between two blocks, which else would run into one word.
  for (const block of main?.querySelectorAll("p, li, h2, h3, h4, td, th, label, legend, summary, dt, dd, div") ?? []) block.append(" ");
  return (place || main?.textContent || "").replace(/\s+/g, " ").trim();
};

/**
 * A page whose title holds the words stands before one that says them somewhere.
 * @param {string} asked
 * @returns {(found: Found) => number}
 */
const titlesFirst = (asked) => {
  const phrase = asked.toLowerCase().trim();
  const parts = phrase.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2);
  return ([, title, , , score]) => {
    const said = title.toLowerCase();
    if (said.includes(phrase)) return score + 200;
    return parts.length > 0 && parts.every((part) => said.includes(part)) ? score + 100 : score;
  };
};

/** Says in plain words that nothing was found, and where to look. @param {Element} results */
function tellNothing(results) {
  const told = document.querySelector("template#nothing-found");
  const summary = /** @type {HTMLElement | null} */ (results.querySelector(".search-summary"));
  if (!(told instanceof HTMLTemplateElement) || !summary?.textContent || results.querySelector("li, .nothing-found")) return;
  const box = document.createElement("div");
  box.className = "nothing-found";
  box.append(told.content.cloneNode(true));
  summary.hidden = true;
  results.append(box);
}

/** Says "1 page" and "2 pages" where Sphinx says "page(s)". @param {Element} results */
function countPlainly(results) {
  const summary = results.querySelector(".search-summary");
  const said = summary?.textContent ?? "";
  const plain = said.replace(/\b(\d+) (\p{L}+)\(s\)/gu, (_, count, word) => `${count} ${word}${count === "1" ? "" : "s"}`);
  if (summary && plain !== said) summary.textContent = plain;
}

// Sphinx's script starts at the same event, before this one, and finds no words behind a `?`.
document.addEventListener("DOMContentLoaded", () => {
  const results = document.getElementById("search-results");
  if (results === null) return;
  const asked = words();
  // Other words are a new search. (The page comes from the browser's cache, and its address is sent without them.)
  addEventListener("hashchange", () => {
    if (words() !== null && words() !== asked) location.reload();
  });
  if (!asked) return;
  for (const field of fields()) field.value = asked;
  // @ts-expect-error: of Sphinx's `searchtools.js`
  const [finder, scorer] = /** @type {[Finder, Scorer]} */ ([Search, Scorer]);
  finder.htmlToText = contentWithout(results.dataset.leftOut ?? "template");
  scorer.score = titlesFirst(asked);
  new MutationObserver(() => {
    tellNothing(results);
    countPlainly(results);
  }).observe(results, { childList: true, subtree: true });
  finder.performSearch(asked);
});
