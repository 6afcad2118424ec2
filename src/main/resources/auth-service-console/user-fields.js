/* The form of a user, the same for one to be added and one that is there. */
// @ts-check

import { get, getTagged } from "./api.js";
import { el } from "./dom.js";
import { fieldName } from "./fields.js";
import { checkField, textField } from "./form.js";
import { groupItems, permissionItems, picker } from "./picker.js";
import { t } from "./text.js";
import { alertBox, card } from "./ui.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {import("./form.js").Field} Field */
/** @typedef {{ values: Record<string, any>, tag: string | null, user: User }} StoredUser */

/** What an empty form holds. */
export const NEW_USER = {
  username: "",
  email: "",
  first_name: "",
  last_name: "",
  is_active: true,
  is_staff: false,
  is_superuser: false,
  groups: [],
  user_permissions: [],
};

/**
 * A user with what it was given, as it is stored.
 *
 * @param {string} id
 * @returns {Promise<StoredUser>}
 */
export async function readUser(id) {
  const [{ body: user, tag }, grants] = await Promise.all([
    getTagged(`users/${id}`),
    get(`users/${id}/grants`),
  ]);
  return { values: { ...user, ...grants }, tag, user };
}

/**
 * Why a user cannot be changed; null if it can.
 *
 * @param {Context} context
 * @param {User | null} user
 */
export function lock(context, user) {
  if (context.session.read_only || (user === null && context.isReadOnly("username"))) {
    return t("ReadOnly");
  }
  if (!context.mayManage) {
    return t("MayNotManage");
  }
  return user !== null && !user.may_change ? t("SuperusersUser") : null;
}

/**
 * The fields, and how they stand on the page.
 *
 * @param {Context} context
 * @param {Record<string, any>} values
 * @param {boolean} locked whether nothing can be changed
 * @param {Field[]} [passwords] for one to be added
 */
export async function userFields(context, values, locked, passwords = []) {
  const [groups, permissions] = await Promise.all([context.groups(), context.permissions()]);
  /** @param {string} name */
  const elsewhere = (name) => (context.isReadOnly(name) ? { help: t("FieldReadOnly") } : {});
  /**
   * @param {string} name
   * @param {number} max
   * @param {object} [more]
   */
  const text = (name, max, more = {}) =>
    textField(name, fieldName(name), {
      value: values[name],
      max,
      disabled: locked || context.isReadOnly(name),
      ...more,
      ...elsewhere(name),
    });
  /**
   * @param {string} name
   * @param {string} help
   * @param {boolean} [disabled]
   */
  const flag = (name, help, disabled = locked) =>
    checkField(name, fieldName(name), {
      checked: values[name],
      help,
      disabled: disabled || context.isReadOnly(name),
      ...elsewhere(name),
    });
  const noSuperusers = locked || !context.superuser;
  const noGrants = locked || !context.mayGrant;
  const given = {
    disabled: noGrants,
    help: noGrants && !locked ? t("StaffOnly") : "",
    ...elsewhere("groups"),
  };
  const person = [
    text("username", 150, { required: true, help: t("UsernameHelp") }),
    text("email", 254),
    text("first_name", 150),
    text("last_name", 150),
  ];
  const flags = [
    flag("is_active", t("ActiveHelp")),
    flag("is_staff", t("StaffHelp")),
    flag(
      "is_superuser",
      noSuperusers && !locked ? t("SuperuserOnly") : t("SuperuserHelp"),
      noSuperusers,
    ),
  ];
  const grants = [
    picker("groups", fieldName("groups"), groupItems(groups), values.groups, given),
    picker(
      "user_permissions",
      fieldName("user_permissions"),
      permissionItems(permissions),
      values.user_permissions,
      given,
    ),
  ];
  const view = el(
    "div",
    { class: "columns" },
    card(t("Person"), ...[...person, ...passwords].map((field) => field.view)),
    card(t("Status"), ...flags.map((field) => field.view)),
    card(t("Grants"), el("p", { class: "hint" }, t("GrantsHelp")), ...grants.map((it) => it.view)),
  );
  return { fields: [...person, ...passwords, ...flags, ...grants], view };
}

/**
 * A value of a user in words.
 *
 * @param {Context} context
 * @returns {Promise<(name: string, value: any) => string>}
 */
export async function shownValues(context) {
  const [groups, permissions] = await Promise.all([context.groups(), context.permissions()]);
  const names = {
    groups: new Map(groups.map(({ id, name }) => [id, name])),
    user_permissions: new Map(permissions.map(({ id, name }) => [id, name])),
    permissions: new Map(permissions.map(({ id, name }) => [id, name])),
  };
  return (name, value) => {
    if (Array.isArray(value)) {
      const known = /** @type {Record<string, Map<number, string>>} */ (names)[name];
      return value.map((id) => known?.get(id) ?? id).join(", ") || "–";
    }
    if (typeof value === "boolean") {
      return value ? t("Yes") : t("No");
    }
    return value || "–";
  };
}

/** Says what a login came in between of. */
export function restoredNotice() {
  return alertBox("info", t("Restored"));
}
