/* What a form changes: the stored values it began with, and those that stand in it. */
// @ts-check

import { fieldMessages, messagesOf } from "./errors.js";

/** @typedef {import("./form.js").Field} Field */
/** @typedef {Record<string, any>} Values */

export class Editor {
  #fields;
  /** @type {Values} */
  #base;
  /** @type {string | null} */
  #tag;

  /**
   * @param {Field[]} fields
   * @param {Values} base the stored values
   * @param {string | null} [tag] by which the server knows them
   */
  constructor(fields, base, tag = null) {
    this.#fields = fields;
    this.#base = base;
    this.#tag = tag;
  }

  get tag() {
    return this.#tag;
  }

  /** Every value, as it stands in the form. */
  values() {
    return Object.fromEntries(this.#fields.map((field) => [field.name, field.value()]));
  }

  /** The values that differ from the stored ones. */
  changes() {
    return Object.fromEntries(
      this.#fields
        .filter((field) => !same(field.value(), this.#base[field.name]))
        .map((field) => [field.name, field.value()]),
    );
  }

  dirty() {
    return Object.keys(this.changes()).length > 0;
  }

  /** What was typed but the passwords, to be kept aside. */
  draft() {
    const secret = new Set(this.#fields.filter((field) => field.secret).map(({ name }) => name));
    return Object.fromEntries(Object.entries(this.changes()).filter(([name]) => !secret.has(name)));
  }

  /**
   * Fills in what was kept aside.
   *
   * @param {Values} values
   */
  restore(values) {
    for (const field of this.#fields) {
      if (!field.secret && Object.hasOwn(values, field.name)) {
        field.set(values[field.name]);
      }
    }
  }

  /**
   * Shows what is stored now, and forgets what was typed.
   *
   * @param {Values} stored
   * @param {string | null} tag
   */
  adopt(stored, tag) {
    this.#base = stored;
    this.#tag = tag;
    for (const field of this.#fields) {
      if (Object.hasOwn(stored, field.name)) {
        field.set(stored[field.name]);
      }
    }
  }

  /**
   * Keeps what was typed over what is stored now; whatever nobody typed over follows it.
   *
   * @param {Values} stored
   * @param {string | null} tag
   */
  rebase(stored, tag) {
    const mine = this.changes();
    this.adopt(stored, tag);
    this.restore(mine);
  }

  /**
   * Where somebody else's values differ from those this form began with.
   *
   * @param {Values} stored
   * @returns {[string, any, any][]} name, theirs, mine
   */
  differences(stored) {
    return this.#fields
      .filter(({ name }) => Object.hasOwn(stored, name) && !same(stored[name], this.#base[name]))
      .map((field) => [field.name, stored[field.name], field.value()]);
  }

  /**
   * Puts what was refused beside its fields, and the keyboard into the first of them.
   *
   * @param {unknown} failure
   * @returns {string[]} what is about no field of this form
   */
  complain(failure) {
    const messages = fieldMessages(failure);
    const wrong = this.#fields.filter((field) => Object.hasOwn(messages, field.name));
    for (const field of this.#fields) {
      field.complain(messages[field.name] ?? []);
    }
    wrong[0]?.focus();
    const names = new Set(wrong.map((field) => field.name));
    const others = Object.keys(messages).some((name) => !names.has(name));
    return wrong.length > 0 && !others ? [] : messagesOf(failure);
  }

  /** Takes back what was said to be wrong. */
  forgive() {
    for (const field of this.#fields) {
      field.complain([]);
    }
  }
}

/**
 * Whether two values say the same.
 *
 * @param {any} one
 * @param {any} other
 */
export function same(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    const known = new Set(other);
    return one.length === other.length && one.every((item) => known.has(item));
  }
  // What a new record lacks is what an empty form says.
  return (one ?? "") === (other ?? "");
}
