/* A new password for a user. */
// @ts-check

import { put } from "./api.js";
import { el } from "./dom.js";
import { Editor } from "./editor.js";
import { checkField, passwordField } from "./form.js";
import { passwordAdvice } from "./password-advice.js";
import { saveEditor } from "./saving.js";
import { t } from "./text.js";
import { toast } from "./toast.js";
import { card, submit } from "./ui.js";
import { watch } from "./unsaved.js";

/**
 * @param {User} user
 * @param {boolean} locked
 * @returns {Promise<HTMLElement>}
 */
export async function passwordPart(user, locked) {
  if (locked) {
    return card(t("SetPassword"), el("p", {}, t("MayNotChange")));
  }
  const password = passwordField("password", t("NewPassword"), { required: true });
  const again = passwordField("password_again", t("PasswordAgain"), { required: true });
  const temporary = checkField("temporary", t("Temporary"), { help: t("TemporaryHelp") });
  const editor = new Editor([password, again, temporary], { temporary: false });
  password.view.append(passwordAdvice(password, () => user.username));
  const outcome = el("div", { class: "outcome" });
  const form = el(
    "form",
    { class: "pf-v5-c-form narrow", novalidate: true, autocomplete: "off" },
    password.view,
    again.view,
    temporary.view,
    outcome,
    el("div", { class: "bar" }, submit(t("SetPassword"))),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (password.value() !== again.value()) {
      again.complain([t("PasswordsDiffer")]);
      again.focus();
      return;
    }
    const done = await saveEditor(form, outcome, editor, async () => {
      await put(`users/${user.id}/password`, {
        password: password.value(),
        temporary: temporary.value(),
      });
    });
    if (done) {
      form.reset();
      password.input.dispatchEvent(new Event("input"));
      toast(t("PasswordSet", user.username));
    }
  });
  watch(form, editor);
  return card(
    t("SetPassword"),
    el(
      "p",
      { class: "hint" },
      t("PasswordHelp"),
      " ",
      el("a", { href: `#/users/${user.id}/security` }, t("SendResetLink")),
    ),
    form,
  );
}
