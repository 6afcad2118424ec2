/* Who did what, and when: newest first. */
// @ts-check

import { get } from "./api.js";
import { el } from "./dom.js";
import { messagesOf } from "./errors.js";
import { fieldName } from "./fields.js";
import { moment, t } from "./text.js";
import { button, card, failureBox, table } from "./ui.js";

const PORTION = 25;

const ACTIONS = new Map([
  ["add", "DidAdd"],
  ["change", "DidChange"],
  ["delete", "DidDelete"],
  ["password", "DidPassword"],
  ["action", "DidAction"],
]);

const NOTES = new Map([
  ["as_sent", "NoteAsSent"],
  ["consent_revoked", "NoteConsentRevoked"],
  ["credential_changed", "NoteCredentialChanged"],
  ["credential_removed", "NoteCredentialRemoved"],
  ["exported", "NoteExported"],
  ["identity_linked", "NoteIdentityLinked"],
  ["identity_unlinked", "NoteIdentityUnlinked"],
  ["impersonated", "NoteImpersonated"],
  ["imported", "NoteImported"],
  ["link_sent", "NoteLinkSent"],
  ["remains_removed", "NoteRemainsRemoved"],
  ["sessions_ended", "NoteSessionsEnded"],
  ["unlocked", "NoteUnlocked"],
]);

/**
 * @param {string} path of the call that answers it
 * @param {boolean} targets whether to say whom it was done to
 * @param {number} [portion]
 * @returns {Promise<HTMLElement>}
 */
export async function historyPart(path, targets, portion = PORTION) {
  const places = el("div", {});
  const more = button(t("Older"), () => void next(), "secondary");
  let offset = 0;

  async function next() {
    more.disabled = true;
    try {
      const page = await get(`${path}?limit=${portion}&offset=${offset}`);
      offset += page.results.length;
      if (page.enabled === false) {
        places.append(el("p", { class: "hint" }, t("HistoryOff")));
      }
      if (offset === 0) {
        places.append(el("p", {}, t("NoHistory")));
      } else if (page.results.length > 0) {
        places.append(entries(page.results, targets));
      }
      more.hidden = !page.next;
    } catch (failure) {
      places.append(failureBox(messagesOf(failure)));
      more.textContent = t("TryAgain");
    } finally {
      more.disabled = false;
    }
  }

  await next();
  return card(targets ? t("RecentActions") : t("History"), places, more);
}

/**
 * @param {HistoryEntry[]} results
 * @param {boolean} targets
 */
function entries(results, targets) {
  const head = [t("When"), t("Who"), t("What"), ...(targets ? [t("Whom")] : []), t("Changes")];
  return table(
    t("History"),
    head,
    results.map((entry) => [
      el("time", { datetime: entry.time }, moment(entry.time)),
      actor(entry.actor),
      what(entry),
      ...(targets ? [target(entry.target)] : []),
      changes(entry),
    ]),
  );
}

/** @param {HistoryEntry} entry */
function what({ action, note }) {
  return t((action === "action" && NOTES.get(note ?? "")) || (ACTIONS.get(action) ?? "DidAction"));
}

/** @param {HistoryEntry["actor"]} who */
function actor(who) {
  return who.id === null ? formerly("user", who) : el("a", { href: `#/users/${who.id}` }, who.name);
}

/** @param {HistoryEntry["target"]} whom */
function target(whom) {
  const part = { user: "users", group: "groups", other: "" }[whom.kind];
  return whom.id === null || part === "" || part === undefined
    ? formerly(whom.kind, whom)
    : el("a", { href: `#/${part}/${whom.id}` }, whom.name);
}

/**
 * Who or what has no page: kept elsewhere, or deleted and nameless.
 *
 * @param {HistoryEntry["target"]["kind"]} kind
 * @param {{ name: string | null; former_id: UserId | null }} one
 */
function formerly(kind, { name, former_id: id }) {
  if (name !== null) {
    return name;
  }
  if (id === null) {
    return t(kind === "group" ? "DeletedGroup" : "DeletedUser");
  }
  return kind === "group" ? t("DeletedGroupNumber", id) : t("DeletedUserNumber", id);
}

/** @param {HistoryEntry} entry */
function changes(entry) {
  return el(
    "div",
    {},
    ...entry.changes.map(({ field, from, to }) =>
      el("p", {}, el("b", {}, fieldName(field)), ": ", value(from), " → ", value(to)),
    ),
    entry.note === "as_sent" && el("p", { class: "hint" }, t("NoteAsSent")),
    entry.changes.length === 0 && "–",
  );
}

/**
 * @param {unknown} said
 * @returns {string}
 */
function value(said) {
  if (Array.isArray(said)) {
    return said.map(value).join(", ") || "–";
  }
  if (typeof said === "boolean") {
    return said ? t("Yes") : t("No");
  }
  return said === null || said === undefined || said === "" ? "–" : String(said);
}
