/* The details of a user, to be changed. */
// @ts-check

import { patch } from "./api.js";
import { el } from "./dom.js";
import { Editor } from "./editor.js";
import { facts } from "./facts.js";
import { fieldName } from "./fields.js";
import { lastList } from "./parameters.js";
import { go, reload } from "./router.js";
import { saveEditor } from "./saving.js";
import { takeDraft } from "./session.js";
import { moment, t } from "./text.js";
import { toast } from "./toast.js";
import { button, card, submit } from "./ui.js";
import { unwatch, watch } from "./unsaved.js";
import { readUser, restoredNotice, shownValues, userFields } from "./user-fields.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./user-fields.js").StoredUser} StoredUser */

/**
 * @param {Context} context
 * @param {StoredUser} stored
 * @param {boolean} locked
 * @returns {Promise<HTMLElement>}
 */
export async function detailsPart(context, stored, locked) {
  const { user, values, tag } = stored;
  const id = String(user.id);
  const { fields, view } = await userFields(context, values, locked);
  const show = await shownValues(context);
  const editor = new Editor(fields, values, tag);
  const outcome = el("div", { class: "outcome" });
  const form = el(
    "form",
    { class: "pf-v5-c-form", novalidate: true, autocomplete: "off" },
    view,
    record(context, user),
    outcome,
    !locked &&
      el(
        "div",
        { class: "bar" },
        submit(t("Save")),
        button(t("SaveAndContinue"), () => void save(reload)),
        button(t("SaveAndAnother"), () => void save(() => go("#/users/new"))),
        el("a", { class: "pf-v5-c-button pf-m-link", href: lastList() }, t("Cancel")),
      ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save(() => go(lastList()));
  });

  /** @param {() => void} then */
  async function save(then) {
    const changes = editor.changes();
    if (Object.keys(changes).length === 0) {
      toast(t("NothingChanged"));
      then();
      return;
    }
    const done = await saveEditor(
      form,
      outcome,
      editor,
      async () => {
        await patch(`users/${id}`, editor.changes(), editor.tag);
      },
      () => readUser(id),
      show,
    );
    if (done) {
      context.forgetGroups();
      unwatch();
      toast(t("UserSaved", fields[0]?.value() ?? user.username));
      then();
    }
  }

  if (!locked) {
    const draft = takeDraft(location.hash);
    if (draft !== null) {
      editor.restore(draft);
      outcome.append(restoredNotice());
    }
    watch(form, editor);
  }
  return form;
}

/**
 * What nobody changes by hand.
 *
 * @param {Context} context
 * @param {User} user
 */
function record(context, user) {
  return card(
    t("Record"),
    facts([
      [fieldName("last_login"), user.last_login === null ? t("Never") : moment(user.last_login)],
      [fieldName("date_joined"), moment(user.date_joined)],
      [fieldName("id"), String(user.id)],
    ]),
    context.session.console && el("a", { href: context.consoleUrlOf(user) }, t("OpenInConsole")),
  );
}
