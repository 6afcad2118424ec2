/* One user: its details, password, security and history, each under an address of its own. */
// @ts-check

import { get, patch, remove } from "./api.js";
import { ask } from "./dialog.js";
import { el } from "./dom.js";
import { ApiError, messagesOf } from "./errors.js";
import { historyPart } from "./history.js";
import { lastList } from "./parameters.js";
import { go, mayLeave, reload } from "./router.js";
import { counted, t } from "./text.js";
import { toast } from "./toast.js";
import { alertBox, button, heading, label } from "./ui.js";
import { isUnsaved, unwatch } from "./unsaved.js";
import { detailsPart } from "./user-details.js";
import { lock, readUser } from "./user-fields.js";
import { passwordPart } from "./user-password.js";
import { securityPart } from "./user-security.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./user-fields.js").StoredUser} StoredUser */

/**
 * @param {Context} context
 * @param {string} id
 * @param {string} tab as the address names it
 * @returns {Promise<import("./router.js").View>}
 */
export async function userView(context, id, tab) {
  const stored = await readUser(id);
  const { user } = stored;
  const reason = lock(context, user);
  const parts = new Map([
    ["", [t("Details"), () => detailsPart(context, stored, reason !== null)]],
    ["password", [t("Password"), () => passwordPart(user, reason !== null)]],
    ["security", [t("Security"), () => securityPart(user, reason !== null)]],
    ["history", [t("History"), () => historyPart(`users/${id}/history`, false)]],
  ]);
  const part = parts.get(tab);
  if (part === undefined) {
    throw new ApiError(404, null);
  }
  const show = /** @type {() => Promise<HTMLElement>} */ (part[1]);
  const body = await show();
  const node = el(
    "section",
    {},
    heading(user.username, {
      back: [t("BackToUsers"), lastList()],
      labels: [
        !user.is_active && label(t("Inactive"), "red"),
        user.locked && label(t("Locked"), "orange"),
        user.is_superuser && label(t("Superuser"), "purple"),
        user.is_staff && label(t("Staff"), "blue"),
      ],
      actions:
        reason === null
          ? [
              button(user.is_active ? t("Deactivate") : t("Activate"), () => void activate(stored)),
              button(t("DeleteEllipsis"), () => void deleteUser(context, stored), "danger"),
            ]
          : [],
    }),
    reason !== null && alertBox("info", reason),
    tabs(
      id,
      tab,
      [...parts].map(([name, [text]]) => [name, String(text)]),
    ),
    body,
  );
  return { title: user.username, node };
}

/**
 * @param {string} id
 * @param {string} tab
 * @param {[string, string][]} parts
 */
function tabs(id, tab, parts) {
  return el(
    "nav",
    { class: "pf-v5-c-tabs", "aria-label": t("PartsOfUser") },
    el(
      "ul",
      { class: "pf-v5-c-tabs__list", role: "list" },
      ...parts.map(([name, text]) =>
        el(
          "li",
          { class: `pf-v5-c-tabs__item ${name === tab ? "pf-m-current" : ""}` },
          el(
            "a",
            {
              class: "pf-v5-c-tabs__link",
              href: name === "" ? `#/users/${id}` : `#/users/${id}/${name}`,
              "aria-current": name === tab ? "page" : null,
            },
            el("span", { class: "pf-v5-c-tabs__item-text" }, text),
          ),
        ),
      ),
    ),
  );
}

/** @param {StoredUser} stored */
async function activate({ user, tag }) {
  if (isUnsaved() && !(await mayLeave())) {
    return;
  }
  const active = !user.is_active;
  const agreed =
    active ||
    (await ask(
      t("DeactivateTitle", user.username),
      [t("DeactivateHelp")],
      t("Deactivate"),
      "danger",
    ));
  if (agreed) {
    await told(async () => {
      await patch(`users/${user.id}`, { is_active: active }, tag);
      toast(t(active ? "Activated" : "Deactivated", user.username));
      reload();
    });
  }
}

/**
 * @param {Context} context
 * @param {StoredUser} stored
 */
async function deleteUser(context, { user, tag }) {
  const takenAlong = await get(`users/${user.id}/belongings`).catch(() => null);
  const agreed = await ask(
    t("DeleteUser", user.username),
    [el("p", {}, t("DeleteUserHelp")), ...belongings(takenAlong ?? {})],
    t("Delete"),
    "danger",
  );
  if (agreed) {
    await told(async () => {
      await remove(`users/${user.id}`, tag);
      context.forgetGroups();
      unwatch();
      toast(t("UserDeleted", user.username));
      go(lastList());
    });
  }
}

const BELONGINGS = new Map([
  ["groups", ["OneGroup", "ManyGroups"]],
  ["permissions", ["OnePermission", "ManyPermissions"]],
  ["sessions", ["OneSession", "ManySessions"]],
  ["consents", ["OneConsent", "ManyConsents"]],
  ["second_factors", ["OneSecondFactor", "ManySecondFactors"]],
  ["links", ["OneLink", "ManyLinks"]],
]);

/**
 * What there is, named and counted.
 *
 * @param {Record<string, number>} counts
 */
function belongings(counts) {
  const present = [...BELONGINGS].filter(([name]) => (counts[name] ?? 0) > 0);
  const items = present.map(([name, [one = "", many = ""]]) =>
    el("li", {}, counted(counts[name] ?? 0, one, many)),
  );
  return items.length === 0
    ? []
    : [el("p", {}, t("TakesAlong")), el("ul", { class: "pf-v5-c-list" }, ...items)];
}

/** @param {() => Promise<void>} work */
async function told(work) {
  try {
    await work();
  } catch (failure) {
    toast(messagesOf(failure).join(" "), "danger");
  }
}
