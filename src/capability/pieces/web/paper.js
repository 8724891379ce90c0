// What people wrote, for paper. A box on a screen scrolls, and on paper it cuts: so before printing, what is in each box
// is written out behind it. The style sheet shows the box on a screen, and its words on paper.

const BOXES = 'textarea, select, input[type="text"]';

/**
 * Write out what is in every box below an element; an empty one stays a box, to be filled in by hand.
 * @param {Element} root
 */
export function writeOut(root) {
  for (const box of /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */ (root.querySelectorAll(BOXES))) {
    const words = wordsIn(box);
    const there = box.nextElementSibling;
    const written = there?.matches(".cap-written") ? there : null;
    if (words === "") written?.remove();
    else if (written) written.textContent = words;
    else box.after(made(words));
  }
}

/** @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} box */
function wordsIn(box) {
  if (box.value.trim() === "") return "";
  return box instanceof HTMLSelectElement ? (box.selectedOptions[0]?.text ?? "") : box.value;
}

/** @param {string} words */
function made(words) {
  const written = document.createElement("span");
  written.className = "cap-written";
  written.setAttribute("aria-hidden", "true"); // the box says it already
  written.textContent = words;
  return written;
}
