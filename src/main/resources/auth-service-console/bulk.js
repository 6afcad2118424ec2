/* What can be done with all users that are ticked. */
// @ts-check

import { runBulk } from "./bulk-run.js";
import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { counted, number, t } from "./text.js";
import { toast } from "./toast.js";
import { button } from "./ui.js";
import { filtersOf } from "./parameters.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./selection.js").Selection} Selection */

/** So many names are listed before an action. */
const NAMED = 10;

/**
 * @typedef {object} BulkAction
 * @property {string} action as the server calls it
 * @property {string} title the message of its button, and of its dialogs
 * @property {boolean} [danger]
 * @property {boolean} [group] whether a group is to be chosen
 * @property {string} [help]
 */

/** @type {BulkAction[]} */
const ACTIONS = [
  { action: "activate", title: "Activate" },
  { action: "deactivate", title: "Deactivate", help: "DeactivateHelp" },
  { action: "add_to_group", title: "AddToGroup", group: true },
  { action: "remove_from_group", title: "RemoveFromGroup", group: true },
  { action: "end_sessions", title: "EndSessions", help: "EndSessionsHelp" },
  { action: "delete", title: "Delete", danger: true, help: "DeleteUsersHelp" },
];

/**
 * The bar; tell() shows what is ticked.
 *
 * @param {Context} context
 * @param {Selection} selection
 * @param {() => URLSearchParams} parameters of the list
 * @param {() => Promise<void>} done shows the list anew
 */
export function bulkBar(context, selection, parameters, done) {
  const count = el("strong", { role: "status" });
  const all = button("", () => selection.tickAll(), "link");
  const view = el(
    "div",
    { class: "bulk", role: "group", "aria-label": t("Ticked"), hidden: true },
    count,
    all,
    ...ACTIONS.filter(({ group }) => !group || context.mayGrant).map((action) =>
      button(t(action.title), () => void begin(action), action.danger ? "danger" : "secondary"),
    ),
    button(t("UntickAll"), () => selection.clear(), "link"),
  );

  function tell() {
    view.hidden = selection.size === 0;
    count.textContent = counted(selection.size, "OneTicked", "ManyTicked");
    all.hidden = selection.all || !selection.hasPage() || !selection.hasMore;
    all.textContent = t("TickAll", number(selection.count));
  }

  /** @param {BulkAction} action */
  async function begin(action) {
    const groups = action.group ? await groupSelect(context) : null;
    if (groups !== null && groups.control.options.length === 0) {
      toast(t("NoGroups"), "warning");
      return;
    }
    const agreed = await ask(
      t("BulkTitle", t(action.title), counted(selection.size, "OneUser", "ManyUsers")),
      [
        action.help !== undefined && el("p", {}, t(action.help)),
        groups !== null && groups.view,
        whom(selection),
      ],
      t(action.title),
      action.danger ? "danger" : "primary",
    );
    if (!agreed) {
      return;
    }
    const order = {
      action: action.action,
      ...(groups === null ? {} : { group: Number(groups.control.value) }),
    };
    const total = selection.size;
    await runBulk(
      t(action.title),
      order,
      selection.all ? { all: filtersOf(parameters()) } : { ids: selection.ids },
      total,
    );
    context.forgetGroups();
    selection.clear();
    await done();
  }

  return { view, tell };
}

/**
 * Who is ticked, by name as far as they are known.
 *
 * @param {Selection} selection
 */
function whom(selection) {
  if (selection.all) {
    return el("p", {}, t("AllThatMatch", number(selection.size)));
  }
  const { names } = selection;
  return el(
    "ul",
    { class: "pf-v5-c-list" },
    ...names.slice(0, NAMED).map((name) => el("li", {}, name)),
    names.length > NAMED && el("li", {}, t("AndMore", number(names.length - NAMED))),
  );
}

/** @param {Context} context */
async function groupSelect(context) {
  const groups = await context.groups();
  const control = el("select", { name: "group" });
  control.append(...groups.map(({ id, name }) => el("option", { value: id }, name)));
  const view = el(
    "label",
    { class: "group-select" },
    el("span", { class: "pf-v5-c-form__label-text" }, t("Group")),
    el("span", { class: "pf-v5-c-form-control" }, control),
  );
  return { view, control };
}
