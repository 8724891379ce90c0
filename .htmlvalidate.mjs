// The recommended rules, for the HTML of each piece as it is rendered. What is tuned, is tuned for a reason.

export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // A script writes into what is empty here.
    "empty-heading": "off",
    // A narrow screen stacks a table's cells by its style sheet; without roles they would be no cells any more.
    "no-redundant-role": "off",
    // Nobody reads it but a browser: the templates are what people read.
    "no-trailing-whitespace": "off",
    // Ids of practices and questions hold dots.
    "valid-id": ["error", { relaxed: true }],
    // Nothing is sent anywhere.
    "wcag/h32": "off",
  },
};
