/*
 * How many users match. Counting looks at every user, where a page of the list looks at its own:
 * the rows never wait for it, and nobody is counted for each letter of a search.
 */
// @ts-check

import { get } from "./api.js";

/** Milliseconds without another letter after which a search is counted. */
const QUIET = 600;

export class UserCount {
  /** @type {string | null} */
  #filters = null;
  #count = 0;
  /** @type {AbortController | null} */
  #asking = null;

  /** What was counted does not hold any more. */
  forget() {
    this.#filters = null;
  }

  /**
   * What is known without asking: a page that is the last one tells how many there are.
   *
   * @param {string} filters
   * @param {number} offset of the page
   * @param {number} shown users on it
   * @param {boolean} more whether there are users after it
   * @returns {number | null}
   */
  known(filters, offset, shown, more) {
    if (!more && (shown > 0 || offset === 0)) {
      this.#filters = filters;
      this.#count = offset + shown;
    }
    return this.#filters === filters ? this.#count : null;
  }

  /** Nobody waits for the answer any more. */
  cancel() {
    this.#asking?.abort();
    this.#asking = null;
  }

  /**
   * Asks the server.
   *
   * @param {string} filters
   * @param {boolean} typing whether the filters may change with the next letter
   * @returns {Promise<number | null>} null if it was cancelled
   */
  async ask(filters, typing) {
    this.cancel();
    const asking = new AbortController();
    this.#asking = asking;
    if (typing) {
      await new Promise((resolve) => setTimeout(resolve, QUIET));
    }
    if (asking.signal.aborted) {
      return null;
    }
    try {
      const separator = filters === "" ? "" : "&";
      const { count } = await get(`users?${filters}${separator}limit=1`, asking.signal);
      this.#filters = filters;
      this.#count = count;
      return count;
    } catch (failure) {
      if (asking.signal.aborted) {
        return null;
      }
      throw failure;
    }
  }
}
