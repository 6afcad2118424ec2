/* Saving: one thing at a time, never in silence, and never over what somebody else did meanwhile. */
// @ts-check

import { el } from "./dom.js";
import { ApiError, messagesOf } from "./errors.js";
import { fieldName } from "./fields.js";
import { t } from "./text.js";
import { actions, alertBox, button, failureBox, table } from "./ui.js";

/** @typedef {import("./editor.js").Editor} Editor */

/**
 * Does one thing at a time for a form, and says in its outcome what went wrong.
 *
 * @param {HTMLElement} form
 * @param {HTMLElement} outcome
 * @param {() => Promise<void>} work
 * @param {(failure: unknown) => string[] | Promise<string[]>} [explain] what is to be said of a
 *     failure
 * @returns {Promise<boolean>} whether it was done
 */
export async function attempt(form, outcome, work, explain = messagesOf) {
  if (form.hasAttribute("aria-busy")) {
    return false;
  }
  form.setAttribute("aria-busy", "true");
  outcome.replaceChildren();
  try {
    await work();
    return true;
  } catch (failure) {
    const texts = await explain(failure);
    if (texts.length > 0) {
      outcome.replaceChildren(failureBox(texts));
      outcome.scrollIntoView({ block: "center" });
    }
    return false;
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** @typedef {{ values: Record<string, any>, tag: string | null }} Stored */

/**
 * Saves what an editor holds.
 *
 * @param {HTMLElement} form
 * @param {HTMLElement} outcome
 * @param {Editor} editor
 * @param {() => Promise<void>} write sends it, with the editor's tag
 * @param {() => Promise<Stored>} [read] what is stored, should somebody else have changed it
 * @param {(name: string, value: any) => string} [show] a value in words
 */
export function saveEditor(form, outcome, editor, write, read, show = String) {
  editor.forgive();
  return attempt(form, outcome, write, async (failure) => {
    if (failure instanceof ApiError && failure.status === 412 && read !== undefined) {
      const stored = await read().catch(() => null);
      if (stored !== null) {
        outcome.replaceChildren(conflict(outcome, editor, stored, show));
        outcome.querySelector("button")?.focus();
        return [];
      }
    }
    return editor.complain(failure);
  });
}

/**
 * @param {HTMLElement} outcome
 * @param {Editor} editor
 * @param {Stored} stored
 * @param {(name: string, value: any) => string} show
 */
function conflict(outcome, editor, { values, tag }, show) {
  const rows = editor
    .differences(values)
    .map(([name, theirs, mine]) => [fieldName(name), show(name, theirs), show(name, mine)]);
  const settle = (/** @type {() => void} */ work, /** @type {string} */ said) => () => {
    work();
    outcome.replaceChildren(alertBox("info", said));
  };
  return alertBox(
    "danger",
    t("ChangedMeanwhile"),
    el("p", {}, t("ChangedMeanwhileHelp")),
    rows.length > 0 && table(t("ChangedMeanwhile"), [t("Field"), t("Theirs"), t("Mine")], rows),
    actions(
      button(
        t("KeepMine"),
        settle(() => editor.rebase(values, tag), t("KeptMine")),
      ),
      button(
        t("LoadTheirs"),
        settle(() => editor.adopt(values, tag), t("LoadedTheirs")),
        "link",
      ),
    ),
  );
}
