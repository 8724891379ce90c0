// The standard rules. What is tuned, is tuned for a reason.

/** @type {import("stylelint").Config} */
export default {
  extends: "stylelint-config-standard",
  reportNeedlessDisables: true,
  rules: {
    // Biome lays out the sheets; blank lines part what belongs together.
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "custom-property-empty-line-before": null,
    "declaration-block-single-line-max-declarations": null,
    "declaration-empty-line-before": null,
    "rule-empty-line-before": null,
    // It compares what never meets: rules for the same kind of element in different parts of a page.
    "no-descending-specificity": null,
    // Councils have browsers that do not know `width <= 30rem`.
    "media-feature-range-notation": "prefix",
    // System colours, and sizes of paper, are written as the specification writes them: CanvasText, A4.
    "value-keyword-case": ["lower", { ignoreKeywords: ["/^[A-Z]/"] }],
    "selector-class-pattern": ["^(cap(-[a-z]+)*|bd-[a-z]+)$", { message: "A class of ours is cap-PART or cap-PIECE-PART" }],
  },
  overrides: [
    {
      // The theme of the site gives many of its classes, and older browsers need its mask.
      files: ["**/theme/*.css"],
      rules: { "property-no-vendor-prefix": null, "selector-class-pattern": null },
    },
  ],
};
