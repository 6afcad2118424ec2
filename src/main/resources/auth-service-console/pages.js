/* The pages of a list, by their numbers. */
// @ts-check

import { el } from "./dom.js";
import { selectFrame } from "./form-frame.js";
import { number, t } from "./text.js";
import { icon } from "./ui.js";
import { withParameters } from "./parameters.js";

/** So many pages before and after the one that is shown. */
const AROUND = 1;
const LIMITS = [20, 50, 100, 200];

/**
 * @typedef {object} Turns
 * @property {number} limit
 * @property {number} shown items on this page
 * @property {boolean} more whether there are items after them
 * @property {number | null} count of all items, null where it is not known
 */

/**
 * @param {Turns} turns
 * @param {URLSearchParams} parameters
 * @param {(parameters: URLSearchParams) => string} address
 */
export function pages({ limit, shown, more, count }, parameters, address) {
  const offset = Number(parameters.get("offset") ?? 0);
  const current = Math.floor(offset / limit) + 1;
  const last = count === null ? current + (more ? 1 : 0) : Math.max(1, Math.ceil(count / limit));
  /** @param {number} page */
  const to = (page) =>
    address(withParameters(parameters, { offset: page > 1 ? String((page - 1) * limit) : "" }));
  const from = number(offset + 1);
  const until = number(offset + shown);
  const range =
    count === null ? t("RangeOpen", from, until) : t("Range", from, until, number(count));
  return el(
    "nav",
    { class: "pages", "aria-label": t("Pages") },
    el("span", { class: "range" }, range),
    sizes(limit, parameters, address),
    el(
      "ul",
      { role: "list" },
      step(current > 1 ? to(current - 1) : null, "prev", t("Previous"), "angle-left"),
      ...numbers(current, last).map((page) =>
        page === 0 ? el("li", {}, "…") : el("li", {}, numbered(page, current, to)),
      ),
      step(current < last ? to(current + 1) : null, "next", t("Next"), "angle-right"),
    ),
  );
}

/**
 * The pages to name; 0 for those left out.
 *
 * @param {number} current
 * @param {number} last
 */
function numbers(current, last) {
  const wanted = new Set([1, last]);
  for (let page = current - AROUND; page <= current + AROUND; page += 1) {
    if (page >= 1 && page <= last) {
      wanted.add(page);
    }
  }
  const ordered = [...wanted].sort((one, other) => one - other);
  return ordered.flatMap((page, index) => {
    const before = ordered[index - 1] ?? page - 1;
    return page - before > 1 ? [0, page] : [page];
  });
}

/**
 * @param {number} page
 * @param {number} current
 * @param {(page: number) => string} to
 */
function numbered(page, current, to) {
  return el(
    "a",
    {
      id: `page-${page}`,
      href: to(page),
      class: "pf-v5-c-button pf-m-plain page",
      "aria-label": t("Page", number(page)),
      "aria-current": page === current ? "page" : null,
    },
    number(page),
  );
}

/**
 * @param {string | null} href
 * @param {string} rel
 * @param {string} label
 * @param {string} picture
 */
function step(href, rel, label, picture) {
  return (
    href !== null &&
    el(
      "li",
      {},
      el(
        "a",
        { id: rel, rel, href, class: "pf-v5-c-button pf-m-plain", "aria-label": label },
        icon(picture),
      ),
    )
  );
}

/**
 * @param {number} limit
 * @param {URLSearchParams} parameters
 * @param {(parameters: URLSearchParams) => string} address
 */
function sizes(limit, parameters, address) {
  const control = el("select", {
    "aria-label": t("PerPage"),
    onchange: () => {
      location.hash = address(withParameters(parameters, { limit: control.value, offset: "" }));
    },
  });
  for (const size of new Set([...LIMITS, limit])) {
    control.append(el("option", { value: size, selected: size === limit }, number(size)));
  }
  return el("label", { class: "sizes" }, el("span", {}, t("PerPage")), selectFrame(control));
}
