/* What went wrong, in the reader's language. */

import { t } from "./text.js";

/** The codes that the Admin API answers, and the messages that stand for them. */
const CODES = new Map([
  ["blank", "NameBlank"],
  ["conflict", "Conflict"],
  ["does_not_exist", "ChosenGone"],
  ["in_use", "GroupInUse"],
  ["max_length", "NameTooLong"],
  ["not_found", "Gone"],
  ["permission_denied", "Forbidden"],
  ["read_only", "ReadOnly"],
  ["unavailable", "Unavailable"],
  ["unique", "NameTaken"],
]);

const FIELDS = new Map([
  ["name", "Name"],
  ["permissions", "Permissions"],
  ["groups", "Groups"],
  ["user_permissions", "OwnPermissions"],
]);

/** For answers without a code: Keycloak's own, and those of a proxy in between. */
const STATUSES = new Map([
  [401, "Forbidden"],
  [403, "Forbidden"],
  [404, "Gone"],
  [503, "Unavailable"],
]);

/** An answer other than a success. */
export class ApiError extends Error {
  constructor(status, body) {
    super(`The server answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** The messages for people, those of fields with the fields' names. */
export function messagesOf(failure) {
  if (!(failure instanceof ApiError)) {
    console.error(failure);
    return [t("Failed")];
  }
  const { code, codes } = failure.body ?? {};
  if (codes !== undefined) {
    return Object.entries(codes).map(([name, ofField]) => line(name, ofField));
  }
  return [t(CODES.get(code) ?? STATUSES.get(failure.status) ?? "Failed")];
}

function line(name, codes) {
  const said = new Set(codes.map((code) => t(CODES.get(code) ?? "Invalid")));
  return `${FIELDS.has(name) ? t(FIELDS.get(name)) : name}: ${[...said].join(" ")}`;
}
