/* A page of users as a table, each row of which is a card where there is little room. */
// @ts-check

import { el } from "./dom.js";
import { COLUMNS, fieldName } from "./fields.js";
import { day, moment, t } from "./text.js";
import { icon, label } from "./ui.js";
import { withParameters } from "./parameters.js";

/** @typedef {(parameters: URLSearchParams) => string} Address */
/** @typedef {import("./selection.js").Selection} Selection */

/**
 * @param {User[]} users
 * @param {URLSearchParams} parameters
 * @param {Selection} selection
 * @param {boolean} ticks whether users can be ticked
 * @param {Address} address
 */
export function usersTable(users, parameters, selection, ticks, address) {
  const boxes = users.map((user) => tick(user, selection));
  /** @type {HTMLInputElement} */
  const all = el("input", {
    type: "checkbox",
    "aria-label": t("TickPage"),
    onchange: () => selection.tickPage(all.checked),
  });
  selection.follow(() => {
    users.forEach((user, index) => {
      const box = /** @type {HTMLInputElement} */ (boxes[index]);
      box.checked = selection.has(user.id);
      box.disabled = selection.all;
    });
    all.checked = selection.hasPage();
  });
  return el(
    "table",
    { class: "pf-v5-c-table pf-m-compact users", role: "table", "aria-label": t("Users") },
    el(
      "thead",
      { class: "pf-v5-c-table__thead", role: "rowgroup" },
      el(
        "tr",
        { class: "pf-v5-c-table__tr", role: "row" },
        ticks &&
          el(
            "td",
            { class: "pf-v5-c-table__td tick", role: "cell" },
            el("label", {}, all, el("span", { class: "narrow-only" }, t("TickPage"))),
          ),
        ...COLUMNS.map(([name]) => header(name, fieldName(name), parameters, address)),
      ),
    ),
    el(
      "tbody",
      { class: "pf-v5-c-table__tbody", role: "rowgroup" },
      ...users.map((user, index) =>
        el(
          "tr",
          { class: "pf-v5-c-table__tr", role: "row" },
          ticks && el("td", { class: "pf-v5-c-table__td tick", role: "cell" }, boxes[index]),
          ...COLUMNS.map(([name]) =>
            el(
              "td",
              {
                class: `pf-v5-c-table__td column-${name}`,
                role: "cell",
                "data-label": fieldName(name),
              },
              content(user, name),
            ),
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {User} user
 * @param {Selection} selection
 */
function tick(user, selection) {
  /** @type {HTMLInputElement} */
  const box = el("input", {
    type: "checkbox",
    "aria-label": t("Tick", user.username),
    onchange: () => selection.tick(user, box.checked),
  });
  return box;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {URLSearchParams} parameters
 * @param {Address} address
 */
function header(name, text, parameters, address) {
  const ordering = parameters.get("ordering") ?? "username";
  const ascending = ordering === name;
  const sorted = ascending || ordering === `-${name}`;
  const next = ascending ? `-${name}` : name;
  const arrow = sorted ? (ascending ? "long-arrow-alt-up" : "long-arrow-alt-down") : "arrows-alt-v";
  return el(
    "th",
    {
      class: `pf-v5-c-table__th pf-v5-c-table__sort column-${name} ${sorted ? "pf-m-selected" : ""}`,
      scope: "col",
      role: "columnheader",
      "aria-sort": sorted ? (ascending ? "ascending" : "descending") : null,
    },
    el(
      "a",
      {
        id: `order-${name}`,
        class: "pf-v5-c-table__button",
        href: address(withParameters(parameters, { ordering: next, offset: "" })),
      },
      el(
        "span",
        { class: "pf-v5-c-table__button-content" },
        el("span", { class: "pf-v5-c-table__text" }, text),
        el("span", { class: "pf-v5-c-table__sort-indicator" }, icon(arrow)),
      ),
    ),
  );
}

/**
 * @param {User} user
 * @param {string} name
 */
function content(user, name) {
  const value = /** @type {Record<string, any>} */ (user)[name];
  if (name === "username") {
    return el("a", { href: `#/users/${user.id}` }, value);
  }
  if (name === "is_active") {
    return value ? t("Yes") : label(t("Inactive"), "red");
  }
  if (typeof value === "boolean") {
    const [text, colour] = name === "is_staff" ? [t("Staff"), "blue"] : [t("Superuser"), "purple"];
    return value ? label(text, colour) : el("span", { class: "no" }, t("No"));
  }
  if (name === "last_login" || name === "date_joined") {
    return value === null
      ? t("Never")
      : el("time", { datetime: value, title: moment(value) }, day(value));
  }
  return String(value);
}
