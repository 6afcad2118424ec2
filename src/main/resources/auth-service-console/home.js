/* Where one begins: how many there are, what was done lately, and the ways to the jobs. */
// @ts-check

import { get } from "./api.js";
import { el } from "./dom.js";
import { messagesOf } from "./errors.js";
import { historyPart } from "./history.js";
import { reload } from "./router.js";
import { number, t } from "./text.js";
import { button, card, failureBox, heading, linkButton } from "./ui.js";

/** So many of the latest acts. */
const RECENT = 10;

/**
 * @param {import("./context.js").Context} context
 * @returns {Promise<import("./router.js").View>}
 */
export async function homeView(context) {
  const title = t("Home");
  const node = el(
    "section",
    {},
    heading(title, {
      actions: [
        context.mayManage && linkButton(t("AddUser"), "#/users/new", "primary"),
        context.mayGrant && linkButton(t("AddGroup"), "#/groups/new"),
      ],
    }),
    later(get("summary").then(numbers)),
    later(historyPart("history", true, RECENT)),
  );
  return { title, node };
}

/** @param {Summary} summary */
function numbers(summary) {
  /**
   * @param {string} name
   * @param {number | null} count
   * @param {string | null} [href]
   */
  const count = (name, count, href = null) =>
    el(
      "li",
      { class: "pf-v5-c-card pf-m-flat" },
      el("span", { class: "number" }, count === null ? "–" : number(count)),
      href === null ? el("span", {}, name) : el("a", { href }, name),
    );
  return el(
    "ul",
    { class: "counts", role: "list" },
    count(t("Users"), summary.users, "#/users"),
    count(t("ActiveUsers"), summary.active, "#/users?is_active=true"),
    count(t("StaffUsers"), summary.staff, "#/users?is_staff=true"),
    count(t("Superusers"), summary.superusers, "#/users?is_superuser=true"),
    count(t("JoinedThisWeek"), summary.joined_this_week, "#/users?date_joined=week"),
    count(t("LockedUsers"), summary.locked, summary.locked === null ? null : "#/users?locked=true"),
  );
}

/**
 * A place for a part that is to come. Nothing waits for it, and where it cannot be shown it does
 * not take the rest along.
 *
 * @param {Promise<HTMLElement>} part
 */
function later(part) {
  const place = el("p", { class: "hint", "aria-busy": "true" }, t("Loading"));
  part
    .catch((failure) =>
      card(t("NotShown"), failureBox(messagesOf(failure)), button(t("TryAgain"), reload)),
    )
    .then((shown) => place.replaceWith(shown));
  return place;
}
