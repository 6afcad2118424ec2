/* A group to be made, changed or deleted. */
// @ts-check

import { get, getTagged, patch, post, remove } from "./api.js";
import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { Editor } from "./editor.js";
import { messagesOf } from "./errors.js";
import { fieldName } from "./fields.js";
import { textField } from "./form.js";
import { whyNot } from "./groups.js";
import { historyPart } from "./history.js";
import { permissionItems, picker } from "./picker.js";
import { go } from "./router.js";
import { saveEditor } from "./saving.js";
import { takeDraft } from "./session.js";
import { counted, t } from "./text.js";
import { toast } from "./toast.js";
import { alertBox, button, card, failureBox, heading, submit } from "./ui.js";
import { unwatch, watch } from "./unsaved.js";
import { restoredNotice, shownValues } from "./user-fields.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./saving.js").Stored} Stored */

/** So many members are named; the list of users has them all. */
const MEMBERS = 50;

/**
 * @param {Context} context
 * @param {string} id or "new"
 * @returns {Promise<import("./router.js").View>}
 */
export async function groupView(context, id) {
  const isNew = id === "new";
  const stored = isNew ? { values: { name: "", permissions: [] }, tag: null } : await readGroup(id);
  const title = isNew ? t("AddGroup") : stored.values.name;
  const [form, people, past] = await Promise.all([
    groupForm(context, id, stored),
    isNew ? null : members(id, stored.values.name, context),
    isNew ? null : historyPart(`groups/${id}/history`, false),
  ]);
  const node = el(
    "section",
    {},
    heading(title, {
      back: [t("BackToGroups"), "#/groups"],
      actions: [
        !isNew &&
          context.mayGrant &&
          button(t("DeleteEllipsis"), () => void deleteGroup(context, id, stored), "danger"),
      ],
    }),
    !context.mayGrant && alertBox("info", whyNot(context)),
    form,
    people,
    past,
  );
  return { title, node };
}

/**
 * @param {string} id
 * @returns {Promise<Stored>}
 */
async function readGroup(id) {
  const { body, tag } = await getTagged(`groups/${id}`);
  return { values: body, tag };
}

/**
 * @param {Context} context
 * @param {string} id
 * @param {Stored} stored
 */
async function groupForm(context, id, { values, tag }) {
  const disabled = !context.mayGrant;
  const fields = [
    textField("name", fieldName("name"), {
      value: values.name,
      required: true,
      max: 150,
      disabled,
    }),
    picker(
      "permissions",
      fieldName("permissions"),
      permissionItems(await context.permissions()),
      values.permissions,
      { disabled },
    ),
  ];
  const show = await shownValues(context);
  const editor = new Editor(fields, values, tag);
  const outcome = el("div", { class: "outcome" });
  const form = el(
    "form",
    { class: "pf-v5-c-form", novalidate: true, autocomplete: "off" },
    ...fields.map((field) => field.view),
    outcome,
    !disabled &&
      el(
        "div",
        { class: "bar" },
        submit(t("Save")),
        el("a", { class: "pf-v5-c-button pf-m-link", href: "#/groups" }, t("Cancel")),
      ),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const done = await saveEditor(
      form,
      outcome,
      editor,
      async () => {
        if (id === "new") {
          await post("groups", editor.values());
        } else if (editor.dirty()) {
          await patch(`groups/${id}`, editor.changes(), editor.tag);
        }
      },
      id === "new" ? undefined : () => readGroup(id),
      show,
    );
    if (done) {
      context.forgetGroups();
      unwatch();
      toast(t("GroupSaved", editor.values()["name"]));
      go("#/groups");
    }
  });
  if (!disabled) {
    const draft = takeDraft(location.hash);
    if (draft !== null) {
      editor.restore(draft);
      outcome.append(restoredNotice());
    }
    watch(form, editor);
  }
  return card(t("Details"), form);
}

/**
 * @param {string} id
 * @param {string} name
 * @param {Context} context
 */
async function members(id, name, context) {
  const path = `groups/${id}/members?limit=`;
  const all = el("a", { href: `#/users?${new URLSearchParams({ group: name })}` }, t("AllMembers"));
  /** @param {number} count */
  const tell = (count) => {
    all.textContent = counted(count, "OneUser", "ManyUsers");
  };
  try {
    const { results } = await get(`${path}${MEMBERS + 1}&count=false`);
    if (results.length <= MEMBERS) {
      tell(results.length);
    } else {
      // Without the number the way to the others is of use all the same.
      get(`${path}1`).then(
        ({ count }) => tell(count),
        () => {},
      );
    }
    return card(
      t("Members"),
      el("p", {}, all),
      el(
        "ul",
        { class: "members", role: "list" },
        ...results
          .slice(0, MEMBERS)
          .map((/** @type {User} */ user) =>
            el("li", {}, el("a", { href: `#/users/${user.id}` }, user.username)),
          ),
      ),
      context.mayManage &&
        el("p", {}, el("a", { href: `#/users/new?group=${id}` }, t("AddUserHere"))),
    );
  } catch (failure) {
    return card(t("Members"), failureBox(messagesOf(failure)));
  }
}

/**
 * @param {Context} context
 * @param {string} id
 * @param {Stored} stored
 */
async function deleteGroup(context, id, { values, tag }) {
  const agreed = await ask(
    t("DeleteGroup", values.name),
    [el("p", {}, t("DeleteGroupHelp"))],
    t("Delete"),
    "danger",
  );
  if (!agreed) {
    return;
  }
  try {
    await remove(`groups/${id}`, tag);
    context.forgetGroups();
    unwatch();
    toast(t("GroupDeleted", values.name));
    go("#/groups");
  } catch (failure) {
    toast(messagesOf(failure).join(" "), "danger");
  }
}
