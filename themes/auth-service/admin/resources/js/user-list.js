/*
 * Adds a link to the list of users, groups and permissions to the console's navigation. Where the
 * console is built otherwise than expected there is no link, and nothing else is missing.
 */

const ENGLISH = "User list and groups";
const GERMAN = "Benutzerliste und Gruppen";
const ID = "auth-service-user-list";

function address() {
  const environment = JSON.parse(document.getElementById("environment")?.textContent ?? "{}");
  const { adminBaseUrl, realm } = environment;
  return adminBaseUrl === undefined || realm === undefined
    ? null
    : `${adminBaseUrl.replace(/\/$/, "")}/realms/${encodeURIComponent(realm)}/auth-service/console/`;
}

/** The console, which speaks these two languages, does not say in which. */
function label(users) {
  return users.textContent.trim() === "Users" ? ENGLISH : GERMAN;
}

function add(target) {
  const users = document.querySelector("[data-testid='nav-item-users'], #nav-item-users");
  const item = users?.closest("li");
  if (!item) {
    return;
  }
  const text = label(users);
  const known = document.getElementById(ID);
  if (known !== null) {
    if (known.textContent !== text) {
      known.textContent = text;
    }
    return;
  }
  const link = document.createElement("a");
  link.id = ID;
  link.className = "pf-v5-c-nav__link";
  link.href = target;
  link.textContent = text;
  const entry = document.createElement("li");
  entry.append(link);
  item.after(entry);
}

const target = address();
if (target !== null) {
  new MutationObserver(() => add(target)).observe(document.body, {
    childList: true,
    subtree: true,
  });
}
