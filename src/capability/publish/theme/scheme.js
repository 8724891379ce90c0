// Light or dark, before anything is drawn: what the reader chose, or else what their system has. The theme's own script, which has
// the button, comes to the same choice later.

{
  const { dataset } = document.documentElement;
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const chosen = localStorage.getItem("mode");
  dataset.mode = chosen === "light" || chosen === "dark" ? chosen : "auto";
  dataset.theme = dataset.mode === "auto" ? (isDark ? "dark" : "light") : dataset.mode;
}
