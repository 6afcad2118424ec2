/* What keeps a user's account safe: second factors, sessions, what is asked at the next login. */
// @ts-check

import { get, post, put, remove } from "./api.js";
import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { Editor } from "./editor.js";
import { messagesOf } from "./errors.js";
import { checkField } from "./form.js";
import { mayLeave, reload } from "./router.js";
import { attempt } from "./saving.js";
import { moment, number, t } from "./text.js";
import { toast } from "./toast.js";
import { button, card, submit, table } from "./ui.js";
import { isUnsaved, watch } from "./unsaved.js";

/** Keycloak's names of the kinds, and ours. */
const KINDS = new Map([
  ["otp", "KindOtp"],
  ["webauthn", "KindWebauthn"],
  ["webauthn-passwordless", "KindPasskey"],
  ["recovery-authn-codes", "KindRecoveryCodes"],
]);

/**
 * @param {User} user
 * @param {boolean} locked
 * @returns {Promise<HTMLElement>}
 */
export async function securityPart(user, locked) {
  /** @type {UserSecurity} */
  const security = await get(`users/${user.id}/security`);
  return el(
    "div",
    { class: "columns" },
    lockOut(user, security, locked),
    resetLink(user, locked),
    requiredActions(user, security, locked),
    secondFactors(user, security, locked),
    sessions(user, security, locked),
    consents(security),
  );
}

/**
 * @param {User} user
 * @param {UserSecurity} security
 * @param {boolean} locked
 */
function lockOut(user, security, locked) {
  return card(
    t("LockOut"),
    el("p", {}, security.locked ? t("LockedHelp") : t("NotLocked")),
    el("p", { class: "hint" }, t("FailedLogins", number(security.failures))),
    security.locked &&
      !locked &&
      button(t("Unlock"), () =>
        doing(t("Unlocked", user.username), () => remove(`users/${user.id}/lock`)),
      ),
  );
}

/**
 * @param {User} user
 * @param {boolean} locked
 */
function resetLink(user, locked) {
  const text = user.email === "" ? t("NoEmail") : t("ResetLinkHelp", user.email);
  return card(
    t("ResetLink"),
    el("p", {}, user.is_active ? text : t("ResetLinkInactive")),
    user.email !== "" &&
      user.is_active &&
      !locked &&
      button(t("SendResetLink"), () =>
        doing(t("ResetLinkSent", user.email), () => post(`users/${user.id}/reset-link`, {}), false),
      ),
  );
}

/**
 * @param {User} user
 * @param {UserSecurity} security
 * @param {boolean} locked
 */
function requiredActions(user, { required_actions: chosen, available_actions: all }, locked) {
  const fields = all.map(({ alias, name }) =>
    checkField(alias, name, { checked: chosen.includes(alias), disabled: locked }),
  );
  const stored = Object.fromEntries(all.map(({ alias }) => [alias, chosen.includes(alias)]));
  const editor = new Editor(fields, stored);
  const outcome = el("div", { class: "outcome" });
  const form = el(
    "form",
    { class: "pf-v5-c-form" },
    ...fields.map((field) => field.view),
    outcome,
    !locked && el("div", { class: "actions" }, submit(t("Save"))),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const required = fields.filter((field) => field.value()).map((field) => field.name);
    const done = await attempt(form, outcome, async () => {
      await put(`users/${user.id}/required-actions`, { required_actions: required });
    });
    if (done) {
      editor.adopt(editor.values(), null);
      toast(t("UserSaved", user.username));
    }
  });
  watch(form, editor);
  return card(t("RequiredActions"), el("p", { class: "hint" }, t("RequiredActionsHelp")), form);
}

/**
 * @param {User} user
 * @param {UserSecurity} security
 * @param {boolean} locked
 */
function secondFactors(user, { second_factors: factors }, locked) {
  const rows = factors.map((factor) => [
    kind(factor),
    factor.label || "–",
    factor.created === null ? "–" : moment(factor.created),
    locked
      ? ""
      : button(t("DeleteEllipsis"), () => void removeFactor(user, factor), "link", {
          "aria-label": t("DeleteFactor", factor.label || kind(factor)),
        }),
  ]);
  return card(
    t("SecondFactors"),
    rows.length === 0
      ? el("p", {}, t("NoSecondFactors"))
      : table(t("SecondFactors"), [t("Kind"), t("Name"), t("Created"), t("Actions")], rows),
  );
}

/** @param {SecondFactor} factor */
function kind({ type }) {
  const key = KINDS.get(type);
  return key === undefined ? type : t(key);
}

/**
 * @param {User} user
 * @param {SecondFactor} factor
 */
async function removeFactor(user, factor) {
  const name = factor.label || kind(factor);
  if (await ask(t("DeleteFactor", name), [t("DeleteFactorHelp")], t("Delete"), "danger")) {
    await doing(t("FactorDeleted", name), () =>
      remove(`users/${user.id}/second-factors/${encodeURIComponent(factor.id)}`),
    );
  }
}

/**
 * @param {User} user
 * @param {UserSecurity} security
 * @param {boolean} locked
 */
function sessions(user, { sessions: all }, locked) {
  const rows = all.map((session) => [
    moment(session.started),
    moment(session.last_access),
    session.ip,
    session.clients.join(", "),
    locked
      ? ""
      : button(
          t("EndSession"),
          () =>
            void doing(t("SessionEnded"), () =>
              remove(`users/${user.id}/sessions/${encodeURIComponent(session.id)}`),
            ),
          "link",
        ),
  ]);
  const head = [t("Started"), t("LastAccess"), t("IpAddress"), t("Applications"), t("Actions")];
  return card(
    t("Sessions"),
    rows.length === 0 ? el("p", {}, t("NoSessions")) : table(t("Sessions"), head, rows),
    rows.length > 0 && !locked && button(t("EndAllSessions"), () => void endAll(user), "danger"),
  );
}

/** @param {User} user */
async function endAll(user) {
  const title = t("EndAllSessionsOf", user.username);
  if (await ask(title, [t("EndSessionsHelp")], t("EndAllSessions"), "danger")) {
    await doing(t("SessionsEnded", user.username), () => remove(`users/${user.id}/sessions`));
  }
}

/** @param {UserSecurity} security */
function consents({ consents: clients }) {
  return card(
    t("Consents"),
    clients.length === 0
      ? el("p", {}, t("NoConsents"))
      : el("ul", { class: "pf-v5-c-list" }, ...clients.map((client) => el("li", {}, client))),
  );
}

/**
 * Does something that is done at a click, and shows what is there afterwards.
 *
 * @param {string} said
 * @param {() => Promise<unknown>} work
 * @param {boolean} [anew] whether anything to be seen changes
 */
async function doing(said, work, anew = true) {
  if (anew && isUnsaved() && !(await mayLeave())) {
    return;
  }
  try {
    await work();
    toast(said);
    if (anew) {
      reload();
    }
  } catch (failure) {
    toast(messagesOf(failure).join(" "), "danger");
  }
}
