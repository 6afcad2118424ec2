/* Questions, which the browser's own dialog keeps the keyboard in. */
// @ts-check

import { el, freshId } from "./dom.js";
import { t } from "./text.js";
import { button } from "./ui.js";

/** @typedef {import("./dom.js").Child} Child */

/**
 * Opens a dialog; it is gone once it is closed, and the keyboard is back where it was.
 *
 * @param {string} title
 * @param {Child[]} body
 * @param {Child[]} footer
 * @param {boolean} [keepOpen] whether Escape does nothing
 */
export function openDialog(title, body, footer, keepOpen = false) {
  const id = freshId();
  const before = document.activeElement;
  /** @type {HTMLDialogElement} */
  const dialog = el(
    "dialog",
    {
      class: "pf-v5-c-modal-box pf-m-sm",
      "aria-labelledby": id,
      oncancel: (event) => {
        if (keepOpen) {
          event.preventDefault();
        }
      },
      onclose: () => {
        dialog.remove();
        // What was clicked may be gone with what was done.
        const back = before?.isConnected ? before : document.querySelector("#main h1");
        if (back instanceof HTMLElement) {
          back.focus();
        }
      },
    },
    el(
      "header",
      { class: "pf-v5-c-modal-box__header" },
      el("h2", { class: "pf-v5-c-modal-box__title", id }, title),
    ),
    el("div", { class: "pf-v5-c-modal-box__body" }, ...body),
    el("footer", { class: "pf-v5-c-modal-box__footer" }, ...footer),
  );
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Asks; whether it was agreed to.
 *
 * @param {string} title
 * @param {Child[]} body
 * @param {string} agree what the button that agrees says
 * @param {"primary" | "danger"} [kind]
 * @returns {Promise<boolean>}
 */
export function ask(title, body, agree, kind = "primary") {
  return new Promise((resolve) => {
    let agreed = false;
    const dialog = openDialog(title, body, [
      button(
        agree,
        () => {
          agreed = true;
          dialog.close();
        },
        kind,
        { autofocus: kind === "primary" },
      ),
      button(t("Cancel"), () => dialog.close(), "link", { autofocus: kind === "danger" }),
    ]);
    dialog.addEventListener("close", () => resolve(agreed));
  });
}
