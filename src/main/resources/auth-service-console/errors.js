/* What went wrong, in the reader's language. */
// @ts-check

import { fieldName } from "./fields.js";
import { t } from "./text.js";

/** The codes that the Admin API answers, and the messages that stand for them. */
const CODES = new Map([
  ["blank", "Blank"],
  ["changed_meanwhile", "ChangedMeanwhile"],
  ["conflict", "Conflict"],
  ["does_not_exist", "ChosenGone"],
  ["in_use", "InUse"],
  ["inactive", "ResetLinkInactive"],
  ["mail_failed", "MailFailed"],
  ["max_length", "TooLong"],
  ["no_email", "NoEmail"],
  ["not_found", "Gone"],
  ["permission_denied", "Forbidden"],
  ["read_only", "ReadOnly"],
  ["required", "Blank"],
  ["self", "NotYourself"],
  ["throttled", "Throttled"],
  ["unavailable", "Unavailable"],
  ["unique", "NameTaken"],
]);

/** What a code means for one field. */
const OF_FIELDS = new Map([
  ["username.invalid", "UsernameInvalid"],
  ["username.unique", "UsernameTaken"],
  ["email.invalid", "EmailInvalid"],
  ["email.unique", "EmailTaken"],
  ["is_superuser.permission_denied", "SuperuserOnly"],
]);

/** For answers without a code: Keycloak's own, and those of a proxy in between. */
const STATUSES = new Map([
  [401, "Forbidden"],
  [403, "Forbidden"],
  [404, "Gone"],
  [412, "ChangedMeanwhile"],
  [503, "Unavailable"],
]);

/** An answer other than a success. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {any} body
   */
  constructor(status, body) {
    super(`The server answered ${status}`);
    this.status = status;
    this.body = body;
  }
}

/**
 * The message of a code.
 *
 * @param {string} code
 */
export function ofCode(code) {
  return t(CODES.get(code) ?? "Failed");
}

/**
 * The messages for people, those of fields with the fields' names.
 *
 * @param {unknown} failure
 * @returns {string[]}
 */
export function messagesOf(failure) {
  if (!(failure instanceof ApiError)) {
    console.error(failure);
    return [t("Failed")];
  }
  const ofFields = Object.entries(fieldMessages(failure));
  if (ofFields.length > 0) {
    return ofFields.map(([name, texts]) => `${fieldName(name)}: ${texts.join(" ")}`);
  }
  const code = CODES.get(failure.body?.code) ?? STATUSES.get(failure.status) ?? "Failed";
  return [t(code)];
}

/**
 * The messages by field; none if the answer is about no field.
 *
 * @param {unknown} failure
 * @returns {Record<string, string[]>}
 */
export function fieldMessages(failure) {
  const body = failure instanceof ApiError ? failure.body : null;
  /** @type {Record<string, string[]>} */
  const messages = {};
  for (const [name, codes] of Object.entries(body?.codes ?? {})) {
    const said = new Set(
      codes.map((/** @type {string} */ code, /** @type {number} */ index) =>
        worded(name, code, body[name]?.[index]),
      ),
    );
    messages[name] = [...said];
  }
  return messages;
}

/**
 * Passwords are refused by the realm's policy, whose words the server knows.
 *
 * @param {string} name
 * @param {string} code
 * @param {string | undefined} sent
 */
function worded(name, code, sent) {
  const own = OF_FIELDS.get(`${name}.${code}`) ?? CODES.get(code);
  if (name === "password" && own === undefined && typeof sent === "string") {
    return sent;
  }
  return t(own ?? "Invalid");
}
