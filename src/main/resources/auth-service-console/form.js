/* Fields of forms: a name, a value, and what is wrong with it. */
// @ts-check

import { el, freshId } from "./dom.js";
import { t } from "./text.js";
import { iconButton } from "./ui.js";

/**
 * A field of a form.
 *
 * @typedef {object} Field
 * @property {string} name
 * @property {HTMLElement} view
 * @property {() => any} value
 * @property {(value: any) => void} set
 * @property {(texts: string[]) => void} complain says what is wrong; nothing with no texts
 * @property {() => void} focus
 * @property {boolean} [secret] never kept and never compared
 */

/**
 * @typedef {object} TextOptions
 * @property {string} [value]
 * @property {boolean} [required]
 * @property {boolean} [disabled]
 * @property {number} [max] the most characters
 * @property {string} [type]
 * @property {string} [help]
 */

/**
 * A line of text.
 *
 * @param {string} name
 * @param {string} label
 * @param {TextOptions} [options]
 * @returns {Field & { input: HTMLInputElement }}
 */
export function textField(name, label, options = {}) {
  const id = freshId();
  const input = el("input", {
    id,
    name,
    type: options.type ?? "text",
    value: options.value ?? "",
    maxlength: options.max,
    required: options.required,
    readonly: options.disabled,
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": `${id}-help`,
  });
  const control = el(
    "span",
    { class: `pf-v5-c-form-control ${options.disabled ? "pf-m-readonly" : ""}` },
    input,
  );
  const { view, complain } = group(id, label, control, input, options);
  return {
    name,
    view,
    input,
    value: () => input.value,
    set: (value) => {
      input.value = value;
    },
    complain,
    focus: () => input.focus(),
  };
}

/**
 * A password, which can be looked at while it is typed.
 *
 * @param {string} name
 * @param {string} label
 * @param {{ help?: string, required?: boolean }} [options]
 */
export function passwordField(name, label, options = {}) {
  const field = textField(name, label, { ...options, type: "password" });
  field.input.autocomplete = "new-password";
  const eye = iconButton("eye", t("ShowPassword"), () => {
    const hidden = field.input.type === "password";
    field.input.type = hidden ? "text" : "password";
    eye.setAttribute("aria-pressed", String(hidden));
  });
  eye.setAttribute("aria-pressed", "false");
  eye.classList.replace("pf-m-plain", "pf-m-control");
  const control = /** @type {HTMLElement} */ (field.input.parentElement);
  const both = el("div", { class: "pf-v5-c-input-group" });
  control.replaceWith(both);
  both.append(
    el("div", { class: "pf-v5-c-input-group__item pf-m-fill" }, control),
    el("div", { class: "pf-v5-c-input-group__item" }, eye),
  );
  return { ...field, secret: true };
}

/**
 * A box to tick.
 *
 * @param {string} name
 * @param {string} label
 * @param {{ checked?: boolean, disabled?: boolean, help?: string }} [options]
 * @returns {Field & { input: HTMLInputElement }}
 */
export function checkField(name, label, options = {}) {
  const id = freshId();
  const input = el("input", {
    id,
    name,
    type: "checkbox",
    class: "pf-v5-c-check__input",
    checked: options.checked,
    disabled: options.disabled,
    "aria-describedby": `${id}-text ${id}-help`,
  });
  const error = helper(`${id}-help`);
  const view = el(
    "div",
    { class: "pf-v5-c-form__group" },
    el(
      "div",
      { class: "pf-v5-c-check" },
      input,
      el(
        "label",
        { class: `pf-v5-c-check__label ${options.disabled ? "pf-m-disabled" : ""}`, for: id },
        label,
      ),
      el("span", { class: "pf-v5-c-check__description", id: `${id}-text` }, options.help ?? ""),
    ),
    error,
  );
  return {
    name,
    view,
    input,
    value: () => input.checked,
    set: (value) => {
      input.checked = value;
    },
    complain: (texts) => say(error, texts, true),
    focus: () => input.focus(),
  };
}

/**
 * @param {string} id
 * @param {string} label
 * @param {HTMLElement} control
 * @param {HTMLElement} input
 * @param {{ required?: boolean, help?: string }} options
 */
function group(id, label, control, input, { required, help }) {
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

/** @param {string} id */
function helper(id) {
  return el("div", { class: "pf-v5-c-form__helper-text", id });
}

/**
 * @param {HTMLElement} place
 * @param {string[]} texts
 * @param {boolean} wrong
 */
function say(place, texts, wrong) {
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
