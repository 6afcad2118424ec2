/* The console's pieces, in PatternFly's clothes. */
// @ts-check

import { el, freshId } from "./dom.js";

/** @typedef {import("./dom.js").Child} Child */
/** @typedef {import("./dom.js").Properties} Properties */

/**
 * A picture that says nothing on its own.
 *
 * @param {string} name of Font Awesome's
 */
export function icon(name) {
  return el("i", { class: `fas fa-${name}`, "aria-hidden": "true" });
}

/**
 * @param {string} text
 * @param {() => void} onclick
 * @param {string} [kind] PatternFly's: primary, secondary, danger, link
 * @param {Properties} [properties]
 */
export function button(text, onclick, kind = "secondary", properties = {}) {
  return el(
    "button",
    { type: "button", class: `pf-v5-c-button pf-m-${kind}`, onclick, ...properties },
    text,
  );
}

/**
 * Sends the form it stands in.
 *
 * @param {string} text
 * @param {Properties} [properties]
 */
export function submit(text, properties = {}) {
  return el(
    "button",
    { type: "submit", class: "pf-v5-c-button pf-m-primary", ...properties },
    text,
  );
}

/**
 * A button of a picture alone, with its name for those who do not see it.
 *
 * @param {string} name
 * @param {string} label
 * @param {() => void} onclick
 * @param {Properties} [properties]
 */
export function iconButton(name, label, onclick, properties = {}) {
  return el(
    "button",
    {
      type: "button",
      class: "pf-v5-c-button pf-m-plain",
      "aria-label": label,
      title: label,
      onclick,
      ...properties,
    },
    icon(name),
  );
}

/**
 * A link that looks like a button.
 *
 * @param {string} text
 * @param {string} href
 * @param {string} [kind]
 */
export function linkButton(text, href, kind = "secondary") {
  return el("a", { class: `pf-v5-c-button pf-m-${kind}`, href }, text);
}

const ALERT_ICONS = {
  danger: "exclamation-circle",
  warning: "exclamation-triangle",
  info: "info-circle",
  success: "check-circle",
};

/**
 * A message in its place on the page; a danger is said at once.
 *
 * @param {keyof typeof ALERT_ICONS} kind
 * @param {string} title
 * @param {...Child} details
 */
export function alertBox(kind, title, ...details) {
  return el(
    "div",
    {
      class: `pf-v5-c-alert pf-m-inline pf-m-${kind}`,
      role: kind === "danger" ? "alert" : null,
    },
    el("div", { class: "pf-v5-c-alert__icon" }, icon(ALERT_ICONS[kind])),
    el("p", { class: "pf-v5-c-alert__title" }, title),
    details.length > 0 && el("div", { class: "pf-v5-c-alert__description" }, ...details),
  );
}

/**
 * Several messages as one.
 *
 * @param {string[]} texts
 */
export function failureBox(texts) {
  const [first = "", ...others] = texts;
  return alertBox("danger", first, ...others.map((text) => el("p", {}, text)));
}

/**
 * @param {string} text
 * @param {string} [colour] PatternFly's, grey without
 */
export function label(text, colour = "") {
  return el(
    "span",
    { class: `pf-v5-c-label pf-m-compact ${colour && `pf-m-${colour}`}` },
    el(
      "span",
      { class: "pf-v5-c-label__content" },
      el("span", { class: "pf-v5-c-label__text" }, text),
    ),
  );
}

/**
 * A part of the page under a heading of its own.
 *
 * @param {string} title
 * @param {...Child} children
 */
export function card(title, ...children) {
  const id = freshId();
  return el(
    "section",
    { class: "pf-v5-c-card pf-m-flat", "aria-labelledby": id },
    el(
      "div",
      { class: "pf-v5-c-card__title" },
      el("h2", { class: "pf-v5-c-card__title-text", id }, title),
    ),
    el("div", { class: "pf-v5-c-card__body" }, ...children),
  );
}

/**
 * Instead of an empty list: why it is empty, and a way on.
 *
 * @param {string} title
 * @param {string} reason
 * @param {...Child} actions
 */
export function emptyState(title, reason, ...actions) {
  return el(
    "div",
    { class: "pf-v5-c-empty-state pf-m-sm" },
    el(
      "div",
      { class: "pf-v5-c-empty-state__content" },
      el("p", { class: "pf-v5-c-empty-state__title-text" }, title),
      el("div", { class: "pf-v5-c-empty-state__body" }, reason),
      el(
        "div",
        { class: "pf-v5-c-empty-state__footer" },
        el("div", { class: "pf-v5-c-empty-state__actions" }, ...actions),
      ),
    ),
  );
}

/**
 * The top of a page: where one is, and what can be done.
 *
 * @param {string} title
 * @param {{ back?: [string, string], labels?: Child[], actions?: Child[] }} [more]
 */
export function heading(title, { back, labels = [], actions = [] } = {}) {
  return el(
    "div",
    { class: "heading" },
    back &&
      el("p", { class: "back" }, el("a", { href: back[1] }, icon("angle-left"), " ", back[0])),
    el("h1", { class: "pf-v5-c-title pf-m-2xl", tabindex: "-1" }, title),
    ...labels,
    el("div", { class: "actions" }, ...actions),
  );
}

/** @param {...Child} children */
export function actions(...children) {
  return el("div", { class: "actions" }, ...children);
}

/**
 * A table that becomes a list where there is little room.
 *
 * @param {string} caption
 * @param {string[]} head
 * @param {Child[][]} rows each with a cell for each heading
 */
export function table(caption, head, rows) {
  return el(
    "table",
    {
      class: "pf-v5-c-table pf-m-compact pf-m-grid-md",
      role: "table",
      "aria-label": caption,
    },
    el(
      "thead",
      { class: "pf-v5-c-table__thead", role: "rowgroup" },
      el(
        "tr",
        { class: "pf-v5-c-table__tr", role: "row" },
        ...head.map((text) =>
          el("th", { class: "pf-v5-c-table__th", scope: "col", role: "columnheader" }, text),
        ),
      ),
    ),
    el(
      "tbody",
      { class: "pf-v5-c-table__tbody", role: "rowgroup" },
      ...rows.map((cells) =>
        el(
          "tr",
          { class: "pf-v5-c-table__tr", role: "row" },
          ...cells.map((cell, index) =>
            el(
              "td",
              { class: "pf-v5-c-table__td", role: "cell", "data-label": head[index] },
              el("div", {}, cell),
            ),
          ),
        ),
      ),
    ),
  );
}
