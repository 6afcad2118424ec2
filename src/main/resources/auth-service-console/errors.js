/* What went wrong, in the reader's language. */

import { t } from "./text.js";

/** The server's sentences, which are English and part of its API, and the messages that stand for them. */
const SENTENCES = new Map([
  ["group with this name already exists.", "NameTaken"],
  ["This field may not be blank.", "NameBlank"],
  ["The users of this realm are read-only here.", "ReadOnly"],
  ["Other records refer to this group, so it cannot be deleted.", "GroupInUse"],
  ["Somebody else changed this at the same moment. Try again.", "Conflict"],
]);

const FIELDS = new Map([
  ["name", "Name"],
  ["permissions", "Permissions"],
  ["groups", "Groups"],
  ["user_permissions", "OwnPermissions"],
]);

/** For all that is not said in a sentence we know. */
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
  const { detail, ...fields } = failure.body ?? {};
  if (SENTENCES.has(detail)) {
    return [t(SENTENCES.get(detail))];
  }
  if (STATUSES.has(failure.status)) {
    return [t(STATUSES.get(failure.status))];
  }
  const lines = Object.entries(fields).map(([name, texts]) => line(name, [texts].flat()));
  return lines.length > 0 ? lines : [detail ?? t("Failed")];
}

function line(name, texts) {
  const said = new Set(texts.map(String).map(sentence));
  return `${FIELDS.has(name) ? t(FIELDS.get(name)) : name}: ${[...said].join(" ")}`;
}

function sentence(text) {
  if (text.startsWith("Invalid pk ")) {
    return t("ChosenGone");
  }
  return SENTENCES.has(text) ? t(SENTENCES.get(text)) : text;
}
