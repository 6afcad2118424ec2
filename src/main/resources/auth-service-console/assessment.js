/* One look at a Django service beforehand: what moves, what does not, and what to set. */
// @ts-check

import { post } from "./api.js";
import { assessmentReport } from "./assessment-report.js";
import { el } from "./dom.js";
import { ApiError, messagesOf } from "./errors.js";
import { choiceField, fileField, passwordField, textField } from "./form.js";
import { attempt } from "./saving.js";
import { loginToOperate, mayOperate } from "./session.js";
import { t } from "./text.js";
import { alertBox, card, heading, submit } from "./ui.js";

/** @typedef {import("./form.js").Field} Field */

/**
 * @param {import("./context.js").Context} context
 * @returns {Promise<import("./router.js").View>}
 */
export async function assessmentView(context) {
  const title = t("Assessment");
  if (!context.mayAssess) {
    throw new ApiError(403, null);
  }
  if (!context.hasOperations) {
    const node = el("section", {}, heading(title), alertBox("info", t("NoOperations")));
    return { title, node };
  }
  if (!mayOperate()) {
    await loginToOperate();
  }
  const report = el("div", { "aria-live": "polite" });
  const node = el(
    "section",
    {},
    heading(title),
    el("p", { class: "hint" }, t("AssessmentHelp")),
    card(t("AssessmentOf"), order(report)),
    report,
  );
  return { title, node };
}

/** @param {HTMLElement} report where it is shown */
function order(report) {
  const source = choiceField("source", t("Source"), [
    ["database", t("SourceDatabase")],
    ["dump", t("SourceDump")],
    ["component", t("SourceComponent")],
  ]);
  const address = textField("databaseUrl", t("DatabaseUrl"), {
    required: true,
    help: t("DatabaseUrlHelp"),
  });
  const database = [
    address,
    textField("databaseUser", t("DatabaseUser")),
    passwordField("databasePassword", t("DatabasePassword")),
    textField("userTable", t("UserTable"), { help: t("UserTableHelp") }),
    textField("userModel", t("UserModel"), { help: t("UserModelHelp") }),
  ];
  const dump = fileField("file", t("DumpFile"), { required: true, help: t("DumpFileHelp") });
  /** @type {Map<string, Field>} */
  const needs = new Map([
    ["database", address],
    ["dump", dump],
  ]);
  const outcome = el("div", { class: "outcome" });
  const ofDatabase = el("div", { class: "pf-v5-c-form" }, ...database.map((field) => field.view));
  const form = el(
    "form",
    { class: "pf-v5-c-form narrow", novalidate: true, autocomplete: "off" },
    source.view,
    ofDatabase,
    dump.view,
    outcome,
    el("div", { class: "bar" }, submit(t("Assess"))),
  );
  const choose = () => {
    ofDatabase.hidden = source.value() !== "database";
    dump.view.hidden = source.value() !== "dump";
  };
  source.input.addEventListener("change", choose);
  choose();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = [...database, dump];
    fields.forEach((field) => field.complain([]));
    report.replaceChildren();
    outcome.replaceChildren();
    const needed = needs.get(source.value());
    if (needed !== undefined && !needed.value()) {
      needed.complain([t("Blank")]);
      needed.focus();
      return;
    }
    void attempt(
      form,
      outcome,
      async () =>
        report.replaceChildren(assessmentReport(await ask(source.value(), database, dump))),
      (failure) => complain(failure, fields),
    );
  });
  return form;
}

/**
 * @param {string} source
 * @param {Field[]} database
 * @param {Field} dump
 * @returns {Promise<Assessment>}
 */
function ask(source, database, dump) {
  if (source === "dump") {
    return post("assessment", dump.value());
  }
  const typed = source === "component" ? [] : database.filter((field) => field.value() !== "");
  return post(
    "assessment?source=database",
    Object.fromEntries(typed.map((field) => [field.name, field.value()])),
  );
}

/**
 * What the server says of a database or a dump, as it says it: at the fields what is theirs, and the
 * rest to be shown below.
 *
 * @param {unknown} failure
 * @param {Field[]} fields
 */
function complain(failure, fields) {
  if (!(failure instanceof ApiError) || failure.status !== 400 || failure.body === null) {
    return messagesOf(failure);
  }
  const { detail, code: _code, codes: _codes, ...messages } = failure.body;
  const blamed = fields.filter((field) => messages[field.name] !== undefined);
  for (const field of blamed) {
    field.complain(messages[field.name]);
    delete messages[field.name];
  }
  blamed[0]?.focus();
  return [...(detail === undefined ? [] : [detail]), ...Object.values(messages).flat()];
}
