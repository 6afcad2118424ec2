/*
 * Leads from the console to the page of users and groups: by the first entry of its navigation, and
 * by a line on Keycloak's own pages of users and of groups, which know less of them.
 */

import { environment, place, whenChanged } from "./messages.js";

const ENTRY = "auth-service-user-list";
const LINE = "auth-service-line";
const LINES = new Map([
  ["users", "authServiceUsersElsewhere"],
  ["groups", "authServiceGroupsElsewhere"],
]);

function address() {
  const { adminBaseUrl, realm } = environment();
  return `${adminBaseUrl.replace(/\/$/, "")}/realms/${encodeURIComponent(realm)}/auth-service/console/`;
}

function link(text) {
  const to = document.createElement("a");
  to.href = address();
  to.textContent = text;
  return to;
}

function addEntry(text) {
  const list = document.querySelector("#nav-item-users, [data-testid='nav-item-users']")?.closest("ul");
  if (!list || document.getElementById(ENTRY)?.textContent === text) {
    return;
  }
  document.getElementById(ENTRY)?.closest("li").remove();
  const to = link(text);
  to.id = ENTRY;
  to.className = "pf-v5-c-nav__link";
  const entry = document.createElement("li");
  entry.append(to);
  list.prepend(entry);
}

function addLine(message) {
  const title = document.querySelector("h1[data-testid='view-header']");
  const key = LINES.get(place().replace(/\/(list|permissions)?$/, ""));
  const known = document.getElementById(LINE);
  if (key === undefined || title === null) {
    known?.remove();
    return;
  }
  if (known?.dataset.key === key) {
    return;
  }
  known?.remove();
  const line = document.createElement("p");
  line.id = LINE;
  line.dataset.key = key;
  line.append(`${message(key)} `, link(message("authServiceUsersAndGroups")));
  title.closest("section").append(line);
}

whenChanged((message) => {
  addEntry(message("authServiceUsersAndGroups"));
  addLine(message);
});
