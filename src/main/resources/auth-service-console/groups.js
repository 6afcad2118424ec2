/* Django's groups, as a list. */
// @ts-check

import { get } from "./api.js";
import { el } from "./dom.js";
import { number, t } from "./text.js";
import { alertBox, emptyState, heading, linkButton, table } from "./ui.js";

/**
 * Groups as soon as they are there, then how many permissions and users each has.
 *
 * @param {import("./context.js").Context} context
 * @returns {Promise<import("./router.js").View>}
 */
export async function groupsView(context) {
  context.forgetGroups();
  const groups = await context.groups();
  const title = t("Groups");
  const add = context.mayGrant && linkButton(t("AddGroup"), "#/groups/new", "primary");
  const rows = groups.map((group) => new Row(group));
  const node = el(
    "section",
    {},
    heading(title, { actions: [add] }),
    !context.mayGrant && alertBox("info", whyNot(context)),
    el("p", { class: "hint" }, t("GroupsHelp")),
    groups.length === 0
      ? emptyState(t("NoGroups"), t("NoGroupsHelp"))
      : table(
          title,
          [t("Name"), t("Permissions"), t("Users")],
          rows.map((row) => row.cells),
        ),
  );
  if (groups.length > 0) {
    void count(rows);
  }
  return { title, node };
}

/** @param {Row[]} rows */
async function count(rows) {
  // Without the numbers the list is of use all the same.
  /** @type {GroupEntry[]} */
  const counted = await get("groups").catch(() => []);
  const known = new Map(counted.map((group) => [group.id, group]));
  rows.forEach((row) => row.tell(known.get(row.id)));
}

/**
 * Why groups cannot be changed.
 *
 * @param {import("./context.js").Context} context
 */
export function whyNot(context) {
  return context.session.read_only ? t("ReadOnly") : t("StaffOnly");
}

class Row {
  #permissions = el("span", {}, "…");
  #users;

  /** @param {GroupEntry} group */
  constructor({ id, name }) {
    this.id = id;
    this.#users = el(
      "a",
      { href: `#/users?${new URLSearchParams({ group: name })}`, "aria-label": t("UsersOf", name) },
      "…",
    );
    /** @type {import("./dom.js").Child[]} */
    this.cells = [el("a", { href: `#/groups/${id}` }, name), this.#permissions, this.#users];
  }

  /** @param {GroupEntry | undefined} counted undefined if the number is not known */
  tell(counted) {
    this.#permissions.textContent = text(counted?.permissions);
    this.#users.textContent = text(counted?.users);
  }
}

/** @param {number | null | undefined} value */
function text(value) {
  return value === null || value === undefined ? "–" : number(value);
}
