/* Names and what belongs to them, one below the other. */
// @ts-check

import { el } from "./dom.js";

/**
 * @param {[string, string][]} pairs
 */
export function facts(pairs) {
  return el(
    "dl",
    { class: "facts" },
    ...pairs.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
  );
}
