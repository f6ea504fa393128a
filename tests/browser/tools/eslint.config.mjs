// What scripts are held to: the modules as they are written, and what is published of them, which browsers of before 2015 read.
import js from "@eslint/js";

const globals = (...names) => Object.fromEntries(names.map((name) => [name, "readonly"]));
const language = globals("Intl", "Promise", "TextEncoder", "Uint8Array");
const browser = globals("window", "document", "location", "localStorage", "navigator", "history", "fetch", "setTimeout", "clearTimeout",
  "Blob", "URL", "URLSearchParams", "DOMParser", "MutationObserver", "Option");
// Modules in these folders are run by plain Node, too: nothing of a page is there.
const PURE = ["**/reading/**/*.js", "**/notice/**/*.js", "**/record/**/*.js"];
const PURE_SEARCH = ["letters", "names", "query", "ranking", "sounds"].map((name) => `**/search/${name}.js`);

const rules = {
  ...js.configs.recommended.rules,
  "no-unused-vars": ["error", { args: "after-used", caughtErrors: "none" }],
  "no-shadow": ["error", { builtinGlobals: false, hoist: "all" }],
  "no-redeclare": "error",
  "no-use-before-define": ["error", { functions: false }],
  "no-undef-init": "error",
  "no-implicit-globals": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-param-reassign": "off",
  "no-control-regex": "off",              // what nobody sees in a text is looked for by its code
  "no-irregular-whitespace": "off",       // 全角空格 in sentences
  "no-empty": ["error", { allowEmptyCatch: true }],
  "eqeqeq": "error",
  "guard-for-in": "error",
};

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["scripts/**/*.js"], languageOptions: { ecmaVersion: 2015, sourceType: "module", globals: { ...language, ...browser } }, rules },
  { files: [...PURE, ...PURE_SEARCH], languageOptions: { ecmaVersion: 2015, sourceType: "module", globals: Object.fromEntries(Object.keys(browser).map((name) => [name, "off"])) } },
  { files: ["assets/*.js"], languageOptions: { ecmaVersion: 5, sourceType: "script", globals: { ...language, ...browser } }, rules: { "no-undef": "error", "no-redeclare": "error", "no-dupe-keys": "error" } },
];
