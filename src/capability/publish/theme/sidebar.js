// Brings the page that is open into view in the list of pages, which is longer than a screen: as the page loads, and as a
// reader opens the list. It waits for the theme, which puts the list where it was on the page before.

/** @param {Element} element @returns {Element | null} the box that scrolls round an element */
function scrollerOf(element) {
  const outer = element.parentElement;
  return outer === null || /auto|scroll/.test(getComputedStyle(outer).overflowY) ? outer : scrollerOf(outer);
}

/** @param {Element} item */
function bringIntoView(item) {
  const scroller = scrollerOf(item);
  if (scroller === null || scroller === document.scrollingElement) return;
  const [box, line] = [scroller.getBoundingClientRect(), item.getBoundingClientRect()];
  if (line.top < box.top || line.bottom > box.bottom) scroller.scrollTop += line.top - box.top - (box.height - line.height) / 2;
}

document.addEventListener("DOMContentLoaded", () => {
  const current = document.querySelector(".bd-sidebar-primary a.current");
  if (current === null) return;
  bringIntoView(current);
  // On a narrow screen the button moves the list into a dialog, which starts at its top.
  for (const button of document.querySelectorAll("button.primary-toggle")) {
    button.addEventListener("click", () => requestAnimationFrame(() => bringIntoView(current)));
  }
});
