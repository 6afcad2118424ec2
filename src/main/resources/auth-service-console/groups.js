/* Django's groups: their list, and one to be made, changed or deleted. */

import { get, patch, post, remove } from "./api.js";
import { el, field } from "./dom.js";
import { attempt } from "./form.js";
import { picker } from "./picker.js";
import { number, t } from "./text.js";

export async function groupsView(context) {
  context.forgetGroups();
  const groups = await context.groups();
  return el(
    "section",
    {},
    el(
      "div",
      { class: "heading" },
      el("h1", { tabindex: "-1" }, t("Groups")),
      context.mayGrant
        ? el("a", { class: "button primary", href: "#/groups/new" }, t("AddGroup"))
        : null,
    ),
    context.notice(),
    el("p", { class: "hint" }, t("GroupsHelp")),
    groups.length === 0 ? el("p", {}, t("NoGroups")) : table(groups),
  );
}

function table(groups) {
  const head = [t("Name"), t("Permissions"), t("Users")];
  return el(
    "table",
    { role: "table" },
    el(
      "thead",
      { role: "rowgroup" },
      el(
        "tr",
        { role: "row" },
        ...head.map((text) => el("th", { scope: "col", role: "columnheader" }, text)),
      ),
    ),
    el("tbody", { role: "rowgroup" }, ...groups.map((group) => row(group, head))),
  );
}

function row(group, [name, permissions, users]) {
  const members = `#/users?${new URLSearchParams({ group: group.name })}`;
  return el(
    "tr",
    { role: "row" },
    el(
      "td",
      { role: "cell", "data-label": name },
      el("a", { href: `#/groups/${group.id}` }, group.name),
    ),
    el("td", { role: "cell", "data-label": permissions }, number(group.permissions)),
    el("td", { role: "cell", "data-label": users }, el("a", { href: members }, number(group.users))),
  );
}

/** A group by its id, or a new one. */
export async function groupView(id, context) {
  const isNew = id === "new";
  const [group, permissions] = await Promise.all([
    isNew ? { name: "", permissions: [] } : get(`groups/${id}`),
    context.permissions(),
  ]);
  const disabled = !context.mayGrant;
  const name = el("input", {
    type: "text",
    name: "name",
    value: group.name,
    maxlength: "150",
    required: true,
    disabled,
    autocomplete: "off",
  });
  const given = picker(t("Permissions"), permissions, group.permissions, disabled);
  const outcome = el("div", { role: "status" });
  const change = (work) =>
    attempt(form, outcome, async () => {
      await work();
      context.forgetGroups();
      location.hash = "#/groups";
    });
  const save = (event) => {
    event.preventDefault();
    const body = { name: name.value, permissions: given.ids() };
    change(() => (isNew ? post("groups", body) : patch(`groups/${id}`, body)));
  };
  const form = el(
    "form",
    { class: "editor", onsubmit: save },
    context.notice(),
    field(t("Name"), name),
    given.view,
    outcome,
    disabled
      ? null
      : el(
          "div",
          { class: "actions" },
          el("button", { type: "submit", class: "button primary" }, t("Save")),
          isNew ? null : deletion(group, change),
        ),
  );
  return el(
    "section",
    {},
    el("p", {}, el("a", { href: "#/groups" }, t("BackToGroups"))),
    el("h1", { tabindex: "-1" }, isNew ? t("AddGroup") : t("GroupNamed", group.name)),
    form,
  );
}

function deletion(group, change) {
  const dialog = el(
    "dialog",
    { "aria-labelledby": "delete-title" },
    el("h2", { id: "delete-title" }, t("DeleteGroup", group.name)),
    el("p", {}, t("DeleteGroupHelp")),
    el(
      "div",
      { class: "actions" },
      el("button", { type: "button", class: "button danger", onclick: confirmed }, t("Delete")),
      el(
        "button",
        { type: "button", class: "button", autofocus: true, onclick: () => dialog.close() },
        t("Cancel"),
      ),
    ),
  );

  function confirmed() {
    dialog.close();
    change(() => remove(`groups/${group.id}`));
  }

  return el(
    "span",
    {},
    el(
      "button",
      { type: "button", class: "button danger", onclick: () => dialog.showModal() },
      t("Delete"),
    ),
    dialog,
  );
}
