/* Fields of forms: a name, a value, and what is wrong with it. */
// @ts-check

import { el, freshId } from "./dom.js";
import { group, helper, say, selectFrame } from "./form-frame.js";
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
  return valued(name, label, control, input, options);
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
 * One of several.
 *
 * @param {string} name
 * @param {string} label
 * @param {[string, string][]} choices values with their names; the first is chosen
 * @returns {Field & { input: HTMLSelectElement }}
 */
export function choiceField(name, label, choices) {
  const id = freshId();
  const input = el(
    "select",
    { id, name, "aria-describedby": `${id}-help` },
    ...choices.map(([value, text]) => el("option", { value }, text)),
  );
  return valued(name, label, selectFrame(input), input, {});
}

/**
 * A file of the reader's; null while none is chosen.
 *
 * @param {string} name
 * @param {string} label
 * @param {{ required?: boolean, help?: string }} [options]
 * @returns {Field}
 */
export function fileField(name, label, options = {}) {
  const id = freshId();
  const input = el("input", {
    id,
    name,
    type: "file",
    required: options.required,
    "aria-describedby": `${id}-help`,
  });
  const { view, complain } = group(id, label, el("span", {}, input), input, options);
  return {
    name,
    view,
    value: () => input.files?.[0] ?? null,
    set: () => {
      input.value = "";
    },
    complain,
    focus: () => input.focus(),
  };
}

/**
 * What is typed or chosen as it is.
 *
 * @template {HTMLInputElement | HTMLSelectElement} I
 * @param {string} name
 * @param {string} label
 * @param {HTMLElement} control
 * @param {I} input
 * @param {{ required?: boolean, help?: string }} options
 * @returns {Field & { input: I }}
 */
function valued(name, label, control, input, options) {
  const { view, complain } = group(input.id, label, control, input, options);
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
