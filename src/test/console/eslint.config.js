import js from "@eslint/js";

/** Elements are made by el() alone: what users typed must never become markup or script. */
const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "write", "srcdoc"];

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    rules: {
      // The compiler knows the browser's names.
      "no-undef": "off",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-unused-vars": ["error", { varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "prefer-const": "error",
      "no-var": "error",
      "max-lines": ["error", 250],
      "no-restricted-properties": ["error", ...MARKUP.map((property) => ({ property }))],
    },
  },
];
