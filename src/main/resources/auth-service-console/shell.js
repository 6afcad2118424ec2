/* The masthead and the navigation, which stay while parts of the page come and go. */
// @ts-check

import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { logout } from "./session.js";
import { t } from "./text.js";
import { button, icon, iconButton } from "./ui.js";
import { isUnsaved } from "./unsaved.js";

/** @typedef {import("./context.js").Context} Context */

/**
 * Puts them around the main part.
 *
 * @param {HTMLElement} page
 * @param {HTMLElement} main
 * @param {Context} context
 * @returns {(path: string[]) => void} marks where one is
 */
export function dress(page, main, context) {
  const sidebar = el(
    "div",
    { class: "pf-v5-c-page__sidebar", id: "navigation" },
    el("div", { class: "pf-v5-c-page__sidebar-body" }, navigation(context)),
  );
  const toggle = iconButton(
    "bars",
    t("Navigation"),
    () => open(!sidebar.matches(".pf-m-expanded")),
    {
      "aria-expanded": "false",
      "aria-controls": "navigation",
    },
  );

  /** @param {boolean} shown */
  function open(shown) {
    sidebar.classList.toggle("pf-m-expanded", shown);
    toggle.setAttribute("aria-expanded", String(shown));
  }

  sidebar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      open(false);
      toggle.focus();
    }
  });
  main.addEventListener("click", () => open(false));
  page.prepend(skip(main), masthead(toggle, page.dataset["logo"] ?? "", context), sidebar);
  return (path) => {
    open(false);
    mark(sidebar, path[0] ?? "");
  };
}

/** @param {HTMLElement} main */
function skip(main) {
  return el(
    "a",
    {
      class: "pf-v5-c-button pf-m-primary skip",
      href: "#main",
      onclick: (event) => {
        event.preventDefault();
        main.focus();
      },
    },
    t("Skip"),
  );
}

/**
 * @param {HTMLElement} toggle
 * @param {string} logo its address
 * @param {Context} context
 */
function masthead(toggle, logo, context) {
  return el(
    "header",
    { class: "pf-v5-c-masthead pf-m-display-inline" },
    el("span", { class: "pf-v5-c-masthead__toggle" }, toggle),
    el(
      "div",
      { class: "pf-v5-c-masthead__main" },
      el(
        "a",
        { class: "pf-v5-c-masthead__brand", href: "#/" },
        el("img", { src: logo, alt: "", width: 32, height: 32 }),
        el("span", { class: "name" }, t("Title")),
      ),
    ),
    el(
      "div",
      { class: "pf-v5-c-masthead__content" },
      el(
        "a",
        { class: "who", href: "#/password", title: t("OwnPassword") },
        icon("user"),
        el("span", {}, context.session.username),
      ),
      button(t("LogOut"), leave, "link"),
    ),
  );
}

async function leave() {
  const help = isUnsaved() ? t("UnsavedHelp") : t("LogOutHelp");
  if (await ask(t("LogOutTitle"), [help], t("LogOut"))) {
    logout();
  }
}

/** @param {Context} context */
function navigation(context) {
  return el(
    "nav",
    { class: "pf-v5-c-nav", "aria-label": t("Navigation") },
    el(
      "ul",
      { class: "pf-v5-c-nav__list", role: "list" },
      item("#/", "", t("Home")),
      item("#/users", "users", t("Users")),
      item("#/groups", "groups", t("Groups")),
      context.mayAssess && item("#/assessment", "assessment", t("Assessment")),
      item("#/password", "password", t("OwnPassword")),
      context.session.console && item(context.consoleUrl, null, t("Console")),
    ),
  );
}

/**
 * @param {string} href
 * @param {string | null} part
 * @param {string} text
 */
function item(href, part, text) {
  return el(
    "li",
    { class: "pf-v5-c-nav__item" },
    el("a", { class: "pf-v5-c-nav__link", href, "data-part": part }, text),
  );
}

/**
 * @param {HTMLElement} sidebar
 * @param {string} part
 */
function mark(sidebar, part) {
  for (const link of sidebar.querySelectorAll("a[data-part]")) {
    const here = link.getAttribute("data-part") === part;
    link.classList.toggle("pf-m-current", here);
    if (here) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}
