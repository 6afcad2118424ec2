/* What a look at a Django service found, as the server answered it. */
// @ts-check

import { el } from "./dom.js";
import { facts } from "./facts.js";
import { number, t } from "./text.js";
import { alertBox, card, label, table } from "./ui.js";

/** How a table moves: its message, and the colour of its label. */
const FATES = {
  moves: ["Moves", "green"],
  partly: ["MovesPartly", "gold"],
  on_request: ["MovesOnRequest", "blue"],
  stays: ["Stays", ""],
};

/** @param {Assessment} found */
export function assessmentReport(found) {
  return el(
    "div",
    { class: "report" },
    !found.complete && alertBox("warning", t("AssessmentIncomplete")),
    users(found),
    found.notices.length > 0 && notices(found),
    card(t("WhatMoves"), tables(found), others(found)),
    found.settings.length > 0 && settings(found),
    found.passwords.length > 0 && passwords(found),
    found.providers.length > 0 && providers(found),
    found.applications.length > 0 && applications(found),
  );
}

/** @param {Assessment} found */
function users({ users, database }) {
  const told = [
    [t("UserTable"), users.table ?? users.model],
    [t("UserModel"), users.userModel],
    [t("Users"), rows(users)],
    [t("UserIds"), users.ids === null ? null : t(users.ids === "uuid" ? "Uuids" : "Integers")],
    [t("SourceDatabase"), database === null ? null : `${database.product} ${database.version}`],
  ];
  return card(
    t("Users"),
    users.refusal && alertBox("danger", users.refusal),
    facts(
      told
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value]) => [name ?? "", value ?? ""]),
    ),
  );
}

/** @param {Assessment} found */
function notices({ notices }) {
  return card(
    t("WhatPeopleNotice"),
    ...notices.map(({ count, detail }) =>
      alertBox("warning", count === null ? detail : `${number(count)} – ${detail}`),
    ),
  );
}

/** @param {Assessment} found */
function tables({ tables }) {
  return table(
    t("WhatMoves"),
    [t("Table"), t("Rows"), t("Moves"), t("HowOrWhy")],
    tables.map((one) => {
      const [message = "", colour] = FATES[one.moves];
      return [el("code", {}, one.table), rows(one), label(t(message), colour), one.how];
    }),
  );
}

/** @param {Assessment} found */
function others({ others }) {
  return (
    others.number > 0 &&
    el("p", { class: "hint" }, t("OtherTables", number(others.number), others.names.join(", ")))
  );
}

/** @param {Assessment} found */
function settings({ settings }) {
  const places = { storage: "OfStorage", import: "OfImport", server: "OfServer" };
  return card(
    t("WhatToSet"),
    table(
      t("WhatToSet"),
      [t("Where"), t("Setting"), t("Value")],
      settings.map(({ where, name, value }) => [
        t(places[where]),
        el("code", {}, name),
        el("code", { class: "preserved" }, value),
      ]),
    ),
  );
}

/** @param {Assessment} found */
function passwords({ passwords }) {
  return card(
    t("PasswordFormats"),
    table(
      t("PasswordFormats"),
      [t("Format"), t("Users"), t("LogInWithIt")],
      passwords.map(({ format, users, accepted }) => [
        el("code", {}, format),
        number(users),
        accepted ? t("Yes") : t("No"),
      ]),
    ),
  );
}

/** @param {Assessment} found */
function providers({ providers }) {
  return card(
    t("LinkedProviders"),
    table(
      t("LinkedProviders"),
      [t("Alias"), t("Links"), t("RealmHasIt")],
      providers.map(({ provider, links, known }) => [
        el("code", {}, provider),
        number(links),
        known ? t("Yes") : t("No"),
      ]),
    ),
  );
}

/** @param {Assessment} found */
function applications({ applications }) {
  return card(
    t("DjangoApplications"),
    table(
      t("DjangoApplications"),
      [t("Name"), t("NewestMigration"), t("Release")],
      applications.map(({ application, migration, release }) => [
        application,
        el("code", {}, migration),
        release ?? "–",
      ]),
    ),
  );
}

/** @param {{ rows: number | null, counted: Counted }} counted */
function rows({ rows, counted }) {
  if (rows === null) {
    return t("Unread");
  }
  const shown = number(rows);
  return counted === "exact" ? shown : t(counted === "estimate" ? "About" : "AtLeast", shown);
}
