/* What stands around the control of a field: its name, and what helps or is wrong. */
// @ts-check

import { el } from "./dom.js";
import { icon } from "./ui.js";

/**
 * A control under its name.
 *
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} control
 * @param {HTMLElement} input
 * @param {{ required?: boolean, help?: string }} options
 */
export function group(id, label, control, input, { required, help }) {
  const hint = helper(`${id}-help`);
  say(hint, help === undefined ? [] : [help], false);
  const view = el(
    "div",
    { class: "pf-v5-c-form__group" },
    el(
      "div",
      { class: "pf-v5-c-form__group-label" },
      el(
        "label",
        { class: "pf-v5-c-form__label", for: id },
        el("span", { class: "pf-v5-c-form__label-text" }, label),
        required &&
          el("span", { class: "pf-v5-c-form__label-required", "aria-hidden": "true" }, " *"),
      ),
    ),
    el("div", { class: "pf-v5-c-form__group-control" }, control, hint),
  );
  /** @param {string[]} texts */
  const complain = (texts) => {
    control.classList.toggle("pf-m-error", texts.length > 0);
    input.setAttribute("aria-invalid", String(texts.length > 0));
    say(hint, texts.length === 0 && help !== undefined ? [help] : texts, texts.length > 0);
  };
  return { view, complain };
}

/**
 * The place of what helps, or is wrong.
 *
 * @param {string} id
 */
export function helper(id) {
  return el("div", { class: "pf-v5-c-form__helper-text", id });
}

/**
 * Says it in its place.
 *
 * @param {HTMLElement} place
 * @param {string[]} texts
 * @param {boolean} wrong
 */
export function say(place, texts, wrong) {
  place.replaceChildren(
    ...texts.map((text) =>
      el(
        "div",
        { class: `pf-v5-c-helper-text__item ${wrong ? "pf-m-error" : ""}` },
        el("span", { class: "pf-v5-c-helper-text__item-text" }, text),
      ),
    ),
  );
}

/**
 * A select in its clothes.
 *
 * @param {HTMLSelectElement} control
 * @param {string} [more] classes
 */
export function selectFrame(control, more = "") {
  return el(
    "span",
    { class: `pf-v5-c-form-control ${more}` },
    control,
    el(
      "span",
      { class: "pf-v5-c-form-control__utilities" },
      el("span", { class: "pf-v5-c-form-control__toggle-icon" }, icon("caret-down")),
    ),
  );
}
