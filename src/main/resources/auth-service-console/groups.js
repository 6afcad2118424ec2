/* Django's groups, as a list. */
// @ts-check

import { el } from "./dom.js";
import { number, t } from "./text.js";
import { alertBox, emptyState, heading, linkButton, table } from "./ui.js";

/**
 * @param {import("./context.js").Context} context
 * @returns {Promise<import("./router.js").View>}
 */
export async function groupsView(context) {
  context.forgetGroups();
  const groups = await context.groups();
  const title = t("Groups");
  const add = context.mayGrant && linkButton(t("AddGroup"), "#/groups/new", "primary");
  const node = el(
    "section",
    {},
    heading(title, { actions: [add] }),
    !context.mayGrant && alertBox("info", whyNot(context)),
    el("p", { class: "hint" }, t("GroupsHelp")),
    groups.length === 0
      ? emptyState(t("NoGroups"), t("NoGroupsHelp"))
      : table(title, [t("Name"), t("Permissions"), t("Users")], groups.map(row)),
  );
  return { title, node };
}

/**
 * Why groups cannot be changed.
 *
 * @param {import("./context.js").Context} context
 */
export function whyNot(context) {
  return context.session.read_only ? t("ReadOnly") : t("StaffOnly");
}

/**
 * @param {GroupEntry} group
 * @returns {import("./dom.js").Child[]}
 */
function row(group) {
  const members = `#/users?${new URLSearchParams({ group: group.name })}`;
  return [
    el("a", { href: `#/groups/${group.id}` }, group.name),
    number(group.permissions),
    el("a", { href: members, "aria-label": t("UsersOf", group.name) }, number(group.users)),
  ];
}
