/* Forms that change something. */

import { alertBox } from "./dom.js";
import { messagesOf } from "./errors.js";

/** Does one thing at a time for a form, and says in its outcome what went wrong. */
export async function attempt(form, outcome, work) {
  if (form.hasAttribute("aria-busy")) {
    return;
  }
  form.setAttribute("aria-busy", "true");
  outcome.replaceChildren();
  try {
    await work();
  } catch (failure) {
    outcome.replaceChildren(alertBox(...messagesOf(failure)));
  } finally {
    form.removeAttribute("aria-busy");
  }
}
