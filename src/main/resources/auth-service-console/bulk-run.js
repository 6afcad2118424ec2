/* An action over many users, a portion at a time, which can be stopped in between. */
// @ts-check

import { post } from "./api.js";
import { openDialog } from "./dialog.js";
import { el } from "./dom.js";
import { messagesOf, ofCode } from "./errors.js";
import { counted, number, t } from "./text.js";
import { toast } from "./toast.js";
import { button, failureBox } from "./ui.js";

/** So many users a call takes. */
const PORTION = 100;
/** So many refusals are named. */
const NAMED = 20;

/** @typedef {{ id: UserId, username: string, code: string }} Refused */
/** @typedef {{ ids: UserId[] } | { all: Record<string, string> }} Whom */

/**
 * @param {string} title
 * @param {Record<string, unknown>} order the action, with its group
 * @param {Whom} whom
 * @param {number} total how many are meant
 * @returns {Promise<void>} once its dialog is closed
 */
export async function runBulk(title, order, whom, total) {
  const bar = el("progress", { max: total, value: 0, "aria-label": title });
  const told = el("p", { role: "status" });
  const outcome = el("div", {});
  let stopped = false;
  const stop = button(t("Stop"), () => {
    stopped = true;
    stop.disabled = true;
  });
  const dialog = openDialog(title, [bar, told, outcome], [stop], true);
  const closed = new Promise((resolve) => dialog.addEventListener("close", resolve));
  dialog.addEventListener("close", () => {
    stopped = true;
  });
  let done = 0;
  /** @type {Refused[]} */
  const refused = [];
  let failed = false;
  try {
    for await (const answer of portions(order, whom)) {
      done += answer.done;
      refused.push(...answer.refused);
      bar.value = done + refused.length;
      told.textContent = t("Progress", number(bar.value), number(total));
      if (stopped) {
        break;
      }
    }
  } catch (failure) {
    failed = true;
    outcome.append(failureBox(messagesOf(failure)));
  }
  if (!failed && !stopped && refused.length === 0) {
    toast(t("BulkDone", title, counted(done, "OneUser", "ManyUsers")));
    dialog.close();
    return;
  }
  report(told, outcome, done, refused, stopped);
  stop.replaceWith(button(t("Close"), () => dialog.close(), "primary", { autofocus: true }));
  dialog.querySelector("button")?.focus();
  await closed;
}

/**
 * @param {Record<string, unknown>} order
 * @param {Whom} whom
 */
async function* portions(order, whom) {
  if ("ids" in whom) {
    for (let start = 0; start < whom.ids.length; start += PORTION) {
      yield await post("bulk", { ...order, ids: whom.ids.slice(start, start + PORTION) });
    }
    return;
  }
  /** @type {UserId} */
  let after = 0;
  for (;;) {
    const answer = await post("bulk", { ...order, all: whom.all, after });
    yield answer;
    if (answer.next === null) {
      return;
    }
    after = answer.next;
  }
}

/**
 * What was done, and what could not be.
 *
 * @param {HTMLElement} told
 * @param {HTMLElement} outcome
 * @param {number} done
 * @param {Refused[]} refused
 * @param {boolean} stopped
 */
function report(told, outcome, done, refused, stopped) {
  told.textContent = t(stopped ? "BulkStopped" : "BulkEnded", number(done), number(refused.length));
  if (refused.length > 0) {
    outcome.append(
      el(
        "ul",
        { class: "pf-v5-c-list" },
        ...refused
          .slice(0, NAMED)
          .map(({ username, code }) => el("li", {}, `${username}: ${ofCode(code)}`)),
        refused.length > NAMED && el("li", {}, t("AndMore", number(refused.length - NAMED))),
      ),
    );
  }
}
