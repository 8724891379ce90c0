// Shows one step of a module at a time, the one that the address names or holds. It runs before the page is drawn, so that
// no other step is seen first; without it the page is whole. What is closed can still be found by the browser's own search,
// where that opens what it finds.

{
  const root = document.documentElement;
  const asked = /^#(read|do|where|check|team)$/.exec(location.hash)?.[1];
  // Sphinx keeps the words of a search for the page that is opened next, and forgets them as soon as it marked them.
  const words = (localStorage.getItem("sphinx_highlight_terms") ?? new URLSearchParams(location.search).get("highlight") ?? "").toLowerCase();
  // Until the page is read, it is not known in which step any other place is.
  root.dataset.steps = asked ?? (location.hash.length > 1 || words ? "wait" : "read");

  addEventListener("DOMContentLoaded", () => {
    const steps = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-step]")]);
    const [first] = steps;
    delete root.dataset.steps;
    if (first === undefined) return;
    root.dataset.step = "";
    const way = /** @type {HTMLElement} */ (document.querySelector(".cap-steps"));
    const boxes = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("[data-step] > section > details[open]")]);
    const closed = "onbeforematch" in root ? "until-found" : "";
    /** How far each step was scrolled when a link led out of it. @type {Map<HTMLElement, number>} */
    const left = new Map();
    /** @type {HTMLElement | undefined} */
    let current;
    /** Whether the address changes by a link, and not by the browser's own ways back and forward. */
    let linked = false;

    /** @param {Element | null} place @returns {HTMLElement | undefined} the step that a place is in */
    const stepOf = (place) => steps.find((step) => step.contains(place));

    /** @returns {HTMLElement | null} the place that the address names; the browser knows one that is encoded */
    const placed = () => document.getElementById(location.hash.slice(1)) ?? document.querySelector(":target");

    /** @param {HTMLElement} step */
    function open(step) {
      current = step;
      root.dataset.step = step.id;
      for (const other of steps) {
        if (other === step) other.removeAttribute("hidden");
        else other.setAttribute("hidden", closed);
      }
      for (const link of way.querySelectorAll("a")) {
        if (link.hash === `#${step.id}`) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      }
      listContents(step);
    }

    /** The page's list of its headings has those of the open step; where there is one alone, no list. @param {HTMLElement} step */
    function listContents(step) {
      const entries = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("nav.page-toc a[href^='#']")]);
      const here = entries.filter((entry) => step.contains(document.getElementById(entry.hash.slice(1))));
      for (const entry of entries) /** @type {HTMLElement} */ (entry.closest("li")).hidden = !here.includes(entry);
      root.toggleAttribute("data-without-contents", here.length < 2);
    }

    /** Bring a place of the open step to the reader: the top of the screen, the keyboard, and the screen reader. @param {HTMLElement} place */
    function bring(place) {
      if (!place.matches("a, button, input, select, textarea, summary, [tabindex]")) place.tabIndex = -1;
      place.focus({ preventScroll: true });
      place.scrollIntoView({ behavior: "instant" });
    }

    /** Open what the address names. A place outside all steps, such as the top, leaves the open one open. */
    function follow() {
      const place = placed();
      const step = location.hash.length > 1 ? stepOf(place) : first;
      const before = current;
      const isBack = !linked;
      linked = false;
      const box = boxes.find((other) => other.contains(place));
      if (box) box.open = true;
      if (step === undefined || step === before) return;
      open(step);
      const y = left.get(step);
      const isTitle = place === step || place === null;
      if (isBack && isTitle && y !== undefined) scrollTo({ top: y, behavior: "instant" });
      else bring(/** @type {HTMLElement} */ (isTitle ? step.querySelector("h2") : place));
    }

    const place = placed();
    const named = stepOf(place) ?? (words ? steps.find((step) => words.split(/\s+/).every((word) => step.textContent.toLowerCase().includes(word))) : undefined);
    for (const box of boxes) box.open = box.contains(place);
    open(named ?? first);
    // The browser looked for the place while it was closed.
    if (place && stepOf(place) === named) place.scrollIntoView({ behavior: "instant" });

    addEventListener("hashchange", follow);
    document.addEventListener("click", ({ target }) => {
      linked = target instanceof Element && target.closest("a[href*='#']") !== null;
      if (linked && current) left.set(current, scrollY);
    });
    for (const step of steps) {
      step.addEventListener("beforematch", () => {
        if (stepOf(placed()) === step) return; // not found, but led to: see above
        open(step);
        history.replaceState(null, "", `#${step.id}`);
      });
    }
    /** @type {HTMLDetailsElement[]} */
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = boxes.filter((box) => !box.open);
      for (const box of folded) box.open = true;
    });
    addEventListener("afterprint", () => {
      for (const box of folded) box.open = false;
    });
  });
}
