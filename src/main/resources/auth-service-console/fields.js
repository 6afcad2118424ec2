/* The columns and other fields, and what people call them. */
// @ts-check

import { t } from "./text.js";

/**
 * The columns of the list of users, in its order, with the messages that name them.
 *
 * @type {[string, string][]}
 */
export const COLUMNS = [
  ["username", "Username"],
  ["email", "Email"],
  ["first_name", "FirstName"],
  ["last_name", "LastName"],
  ["is_staff", "Staff"],
  ["is_superuser", "Superuser"],
  ["is_active", "Active"],
  ["last_login", "LastLogin"],
  ["date_joined", "DateJoined"],
  ["id", "Id"],
];

const NAMES = new Map([
  ...COLUMNS,
  ["password", "Password"],
  ["name", "Name"],
  ["permissions", "Permissions"],
  ["groups", "Groups"],
  ["user_permissions", "OwnPermissions"],
  ["required_actions", "RequiredActions"],
  ["email_verified", "EmailVerified"],
  ["roles", "Roles"],
  ["keycloak_groups", "KeycloakGroups"],
]);

/**
 * What people call a field.
 *
 * @param {string} name
 */
export function fieldName(name) {
  const key = NAMES.get(name);
  return key === undefined ? name : t(key);
}
