/* Elements are made here alone, and what users typed only ever becomes text. */
// @ts-check

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {(event: any) => void} Listener */
/** @typedef {Record<string, string | number | boolean | null | undefined | Listener>} Properties */

let made = 0;

/**
 * An element. Properties that begin with "on" are listeners; null, undefined and false leave an
 * attribute or a child out.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Properties} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...present(children));
  return element;
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
export function present(children) {
  return /** @type {(Node | string)[]} */ (
    children.filter((child) => child !== null && child !== undefined && child !== false)
  );
}

/** An id that no other element has. */
export function freshId() {
  made += 1;
  return `part-${made}`;
}

/**
 * Calls once things have been quiet for so long; what was waiting before is forgotten.
 *
 * @template {any[]} A
 * @param {number} milliseconds
 * @param {(...args: A) => void} work
 * @returns {(...args: A) => void}
 */
export function debounced(milliseconds, work) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  return (...args) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => work(...args), milliseconds);
  };
}
