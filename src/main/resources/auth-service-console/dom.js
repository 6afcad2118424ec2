/* Elements are made here alone, and what users typed only ever becomes text. */

/**
 * An element. Properties that begin with "on" are listeners, null and false leave an attribute out.
 * Children are elements or texts.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A labelled control. */
export function field(label, control) {
  return el("label", { class: "field" }, el("span", {}, label), control);
}

/** A select with options of [value, text]. */
export function select(name, options, chosen, onchange) {
  const control = el("select", { name, onchange });
  for (const [value, text] of options) {
    control.append(el("option", { value, selected: value === chosen }, text));
  }
  return control;
}

/** What screen readers say at once. */
export function alertBox(...texts) {
  return el("div", { role: "alert", class: "alert" }, ...texts.map((text) => el("p", {}, text)));
}
