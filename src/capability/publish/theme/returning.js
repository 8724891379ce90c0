// The front page for a reader who comes back: before anything is drawn it is seen whether this browser keeps anything of theirs, so
// that the sample is not seen first. The page's own form (pieces/web/resume.js) tells what it is, and has the last word.

{
  const root = document.documentElement;
  const prefix = `capability:${new URL(root.dataset.content_root ?? "./", location.href).pathname}:`;
  const told = /^(learning|exercise|quiz|response:(organisation|team|contract):\d+)$/;
  // An answer, a case, a choice, a day or a route: not merely what a form is called.
  const entered = /"(level|inputs|best)":|"choices":\{"|"route":"[^"]|"\d{4}-\d{2}-\d{2}"/;
  try {
    const { localStorage: shelf } = window;
    const keys = Object.keys(shelf).filter((key) => key.startsWith(prefix) && told.test(key.slice(prefix.length)));
    root.toggleAttribute(
      "data-returning",
      keys.some((key) => entered.test(shelf.getItem(key) ?? "")),
    );
  } catch {
    // A browser that refuses its storage keeps nothing.
  }
}
