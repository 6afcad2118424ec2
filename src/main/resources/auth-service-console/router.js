/* Which part of the page the address names, and the way from one part to another. */
// @ts-check

import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { messagesOf } from "./errors.js";
import { t } from "./text.js";
import { actions, button, failureBox, heading } from "./ui.js";
import { isUnsaved, unwatch } from "./unsaved.js";

/**
 * A part of the page. One that has an update() stays where the path does, and shows what other
 * parameters ask for.
 *
 * @typedef {object} View
 * @property {string} title
 * @property {HTMLElement} node with a heading that takes the keyboard
 * @property {(parameters: URLSearchParams) => Promise<void>} [update]
 */

/** @typedef {(path: string[], parameters: URLSearchParams) => Promise<View>} Routes */

/**
 * Goes somewhere else on this page.
 *
 * @param {string} hash
 */
export function go(hash) {
  location.hash = hash;
}

/**
 * Changes the address and nothing else.
 *
 * @param {string} hash
 */
export function rewrite(hash) {
  history.replaceState(null, "", hash);
  shown = hash;
}

/** Shows anew what the address names. */
export function reload() {
  unwatch();
  path = null;
  void follow();
}

/** @type {HTMLElement} */
let outlet;
/** @type {Routes} */
let routes;
/** @type {(path: string[]) => void} */
let arrived;
/** @type {string | null} */
let path = null;
/** @type {View | null} */
let current = null;
let shown = "";
let latest = 0;

/**
 * @param {HTMLElement} place where parts are shown
 * @param {Routes} parts
 * @param {(path: string[]) => void} told called with the path before its part is made
 */
export function startRouter(place, parts, told) {
  outlet = place;
  routes = parts;
  arrived = told;
  addEventListener("hashchange", moved);
  document.addEventListener("click", clicked, true);
  void follow();
}

/**
 * Asked before a link is followed, the history of the browser stays as it is.
 *
 * @param {MouseEvent} event
 */
async function clicked(event) {
  const target = /** @type {Element} */ (event.target);
  const link = target.closest("a[href^='#/']");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0);
  if (link !== null && plain && isUnsaved()) {
    event.preventDefault();
    if (await mayLeave()) {
      go(link.getAttribute("href") ?? "#/");
    }
  }
}

async function moved() {
  if (location.hash === shown) {
    return;
  }
  if (isUnsaved()) {
    const wanted = location.hash;
    // Who comes here by the browser's own buttons has left already, and is put back to be asked.
    history.pushState(null, "", shown);
    if (!(await mayLeave())) {
      return;
    }
    history.replaceState(null, "", wanted);
  }
  await follow();
}

/** Whether what was typed may be lost. */
export async function mayLeave() {
  const agreed = await ask(t("UnsavedTitle"), [t("UnsavedHelp")], t("Leave"), "danger");
  if (agreed) {
    unwatch();
  }
  return agreed;
}

async function follow() {
  const mine = ++latest;
  shown = location.hash;
  const [wanted = "", query = ""] = location.hash.slice(1).split("?", 2);
  const parameters = new URLSearchParams(query);
  const parts = wanted.split("/").filter((part) => part !== "");
  if (wanted === path && current?.update !== undefined) {
    await current.update(parameters);
    return;
  }
  path = wanted;
  unwatch();
  arrived(parts);
  outlet.setAttribute("aria-busy", "true");
  const view = await routes(parts, parameters).catch(broken);
  // Who is slow to come is not shown where somebody has gone on meanwhile.
  if (mine === latest) {
    outlet.removeAttribute("aria-busy");
    arrive(view);
    await view.update?.(parameters);
  }
}

/**
 * A new part is told to those who do not see it.
 *
 * @param {View} view
 */
function arrive(view) {
  current = view;
  outlet.replaceChildren(view.node);
  document.title = `${view.title} – ${t("Title")}`;
  scrollTo(0, 0);
  const heading = view.node.querySelector("h1");
  heading?.focus({ preventScroll: true });
}

/**
 * @param {unknown} failure
 * @returns {View}
 */
function broken(failure) {
  const title = t("NotShown");
  const node = el(
    "section",
    {},
    heading(title),
    failureBox(messagesOf(failure)),
    actions(button(t("TryAgain"), reload), el("a", { href: "#/users" }, t("BackToUsers"))),
  );
  return { title, node };
}
