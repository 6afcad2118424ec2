/* What was done is said in a corner of the page, and read out. */
// @ts-check

import { el } from "./dom.js";
import { t } from "./text.js";
import { icon, iconButton } from "./ui.js";

const SHOWN_FOR = 8000;
/** So many at a time; the oldest goes. */
const MOST = 4;

/**
 * @param {string} text
 * @param {"success" | "warning" | "danger"} [kind]
 */
export function toast(text, kind = "success") {
  const list = /** @type {HTMLElement} */ (document.getElementById("toasts"));
  /** @type {HTMLElement} */
  const item = el(
    "div",
    { class: "pf-v5-c-alert-group__item" },
    el(
      "div",
      { class: `pf-v5-c-alert pf-m-${kind}` },
      el(
        "div",
        { class: "pf-v5-c-alert__icon" },
        icon(kind === "success" ? "check-circle" : "exclamation-triangle"),
      ),
      el("p", { class: "pf-v5-c-alert__title" }, text),
      el(
        "div",
        { class: "pf-v5-c-alert__action" },
        iconButton("times", t("Close"), () => item.remove()),
      ),
    ),
  );
  while (list.childElementCount >= MOST) {
    list.firstElementChild?.remove();
  }
  list.append(item);
  setTimeout(() => item.remove(), SHOWN_FOR);
}
