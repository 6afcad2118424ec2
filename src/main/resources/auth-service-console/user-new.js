/* A user to be added. */
// @ts-check

import { postTagged } from "./api.js";
import { el } from "./dom.js";
import { Editor, same } from "./editor.js";
import { passwordField } from "./form.js";
import { lastList } from "./parameters.js";
import { passwordAdvice } from "./password-advice.js";
import { go, reload } from "./router.js";
import { saveEditor } from "./saving.js";
import { takeDraft } from "./session.js";
import { t } from "./text.js";
import { toast } from "./toast.js";
import { alertBox, button, heading, submit } from "./ui.js";
import { unwatch, watch } from "./unsaved.js";
import { NEW_USER, lock, restoredNotice, userFields } from "./user-fields.js";

/**
 * @param {import("./context.js").Context} context
 * @param {URLSearchParams} parameters `group`: the id of a group to put the user into
 * @returns {Promise<import("./router.js").View>}
 */
export async function newUserView(context, parameters) {
  const title = t("AddUser");
  const reason = lock(context, null);
  if (reason !== null) {
    return { title, node: el("section", {}, top(title), alertBox("info", reason)) };
  }
  const group = Number(parameters.get("group"));
  const base = context.mayGrant && group > 0 ? { ...NEW_USER, groups: [group] } : NEW_USER;
  const password = passwordField("password", t("Password"), { help: t("NoPasswordHelp") });
  const again = passwordField("password_again", t("PasswordAgain"));
  const { fields, view } = await userFields(context, base, false, [password, again]);
  const username = fields[0];
  const advice = passwordAdvice(password, () => username?.value() ?? "");
  password.view.append(advice);
  const editor = new Editor(fields, base);
  const outcome = el("div", { class: "outcome" });
  const form = el(
    "form",
    { class: "pf-v5-c-form", novalidate: true, autocomplete: "off" },
    view,
    outcome,
    el(
      "div",
      { class: "bar" },
      submit(t("Save")),
      button(t("SaveAndContinue"), () => void save((id) => go(`#/users/${id}`))),
      button(t("SaveAndAnother"), () => void save(reload)),
      el("a", { class: "pf-v5-c-button pf-m-link", href: lastList() }, t("Cancel")),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save(() => go(lastList()));
  });

  /** @param {(id: UserId) => void} then */
  async function save(then) {
    if (password.value() !== again.value()) {
      again.complain([t("PasswordsDiffer")]);
      again.focus();
      return;
    }
    /** @type {User | null} */
    let added = null;
    const done = await saveEditor(form, outcome, editor, async () => {
      added = (await postTagged("users", sent(editor))).body;
    });
    if (done && added !== null) {
      context.forgetGroups();
      unwatch();
      toast(t("UserAdded", /** @type {User} */ (added).username));
      then(/** @type {User} */ (added).id);
    }
  }

  const draft = takeDraft(location.hash);
  if (draft !== null) {
    editor.restore(draft);
    outcome.append(restoredNotice());
  }
  watch(form, editor);
  return { title, node: el("section", {}, top(title), form) };
}

/**
 * What differs from an empty form, and the name.
 *
 * @param {Editor} editor
 */
function sent(editor) {
  /** @type {Record<string, any>} */
  const empty = NEW_USER;
  const filled = Object.entries(editor.values()).filter(
    ([name, value]) =>
      name === "username" || (name !== "password_again" && !same(value, empty[name])),
  );
  return Object.fromEntries(filled);
}

/** @param {string} title */
function top(title) {
  return heading(title, { back: [t("BackToUsers"), lastList()] });
}
