/* What has been typed and not saved: nobody loses it without being asked. */
// @ts-check

/**
 * A form in which something can be lost.
 *
 * @typedef {object} Watched
 * @property {() => boolean} dirty whether anything differs from what is stored
 * @property {() => Record<string, any>} draft its values, without passwords
 */

/** @type {{ form: HTMLElement, watched: Watched }[]} */
let forms = [];
let leaving = false;

/**
 * Watches a form for as long as it is on the page.
 *
 * @param {HTMLElement} form
 * @param {Watched} watched
 */
export function watch(form, watched) {
  forms.push({ form, watched });
}

/** Forgets what was typed so far. */
export function unwatch() {
  forms = [];
}

/** The form that would lose something. */
function unsaved() {
  return forms.find(({ form, watched }) => form.isConnected && watched.dirty())?.watched;
}

export function isUnsaved() {
  return unsaved() !== undefined;
}

/** The values of the form that would be lost, or null. */
export function draft() {
  return unsaved()?.draft() ?? null;
}

/** From now on the page may be left: what is to be kept has been put aside. */
export function leaveUnasked() {
  leaving = true;
}

addEventListener("beforeunload", (event) => {
  if (!leaving && isUnsaved()) {
    event.preventDefault();
  }
});
