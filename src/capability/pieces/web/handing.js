// A text that a reader takes along: by the clipboard, or by what a phone shares with. Each gives what came of it, to be told.

/** Whether this device shares such a thing. @param {ShareData} data */
export function canShare(data) {
  return navigator.canShare?.(data) === true;
}

/** @param {ShareData} data @returns {Promise<Record<string, boolean>>} */
export async function share(data) {
  try {
    await navigator.share({ title: document.title, ...data });
    return { shared: true };
  } catch (fault) {
    const cancelled = fault instanceof DOMException && fault.name === "AbortError";
    return cancelled ? { cancelled } : { unshared: true };
  }
}

/**
 * Where a browser lets no page copy, the text stands marked in a box, once that is told and shown.
 * @param {string} text @param {HTMLTextAreaElement} box @returns {Promise<Record<string, boolean>>}
 */
export async function copy(text, box) {
  try {
    await navigator.clipboard.writeText(text);
    return { copied: true };
  } catch {
    box.value = text;
    setTimeout(() => {
      box.focus();
      box.select();
    });
    return { uncopied: true };
  }
}

/** What is seen of an element, as text; it stays marked. @param {HTMLElement} element */
export function seen(element) {
  element.focus();
  getSelection()?.selectAllChildren(element);
  return String(getSelection());
}

/** The same onto the clipboard: where a browser lets no page copy, it stays marked, for the reader to do it. @param {HTMLElement} element @returns {Promise<Record<string, boolean>>} */
export async function copySeen(element) {
  try {
    await navigator.clipboard.writeText(seen(element));
    getSelection()?.removeAllRanges();
    return { copied: true };
  } catch {
    return { uncopied: true };
  }
}
