/* The list of users: search, filters, order and pages, all of them in the address. */

import { get } from "./api.js";
import { alertBox, el, field, select } from "./dom.js";
import { messagesOf } from "./errors.js";
import { moment, number, t } from "./text.js";

const LIMIT = 50;
const FILTERS = ["is_staff", "is_superuser", "is_active"];
const COLUMNS = [
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

/** The page's part for "#/users"; its update() shows what other parameters ask for. */
export function usersView(context) {
  const rows = el("div", { class: "rows" });
  const status = el("p", { role: "status", class: "count" });
  const form = el("form", { role: "search", class: "filters" });
  const view = el(
    "section",
    {},
    el(
      "div",
      { class: "heading" },
      el("h1", { tabindex: "-1" }, t("Users")),
      el("a", { class: "button primary", href: context.consoleUrl("users/add-user") }, t("AddUser")),
    ),
    form,
    status,
    rows,
  );
  let latest = 0;

  async function update(parameters) {
    const current = ++latest;
    status.textContent = t("Loading");
    try {
      const [groups, page] = await Promise.all([
        context.groups(),
        get(`users?${query(parameters)}`),
      ]);
      if (current !== latest) {
        return;
      }
      fill(form, parameters, groups);
      status.textContent = page.count === 1 ? t("OneUser") : t("ManyUsers", number(page.count));
      replace(rows, table(page.results, parameters, context), pages(page.count, parameters));
    } catch (failure) {
      if (current === latest) {
        status.textContent = "";
        rows.replaceChildren(alertBox(...messagesOf(failure)));
      }
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(withParameters(read(form), { offset: "" }));
  });
  return { view, update };
}

function fill(form, parameters, groups) {
  const change = () => form.requestSubmit();
  if (form.childElementCount === 0) {
    form.append(
      field(
        t("Search"),
        el("input", { type: "search", name: "search", placeholder: t("SearchHint") }),
      ),
      ...FILTERS.map((name) =>
        field(
          t(COLUMNS.find(([column]) => column === name)[1]),
          select(
            name,
            [
              ["", t("All")],
              ["true", t("Yes")],
              ["false", t("No")],
            ],
            "",
            change,
          ),
        ),
      ),
      field(
        t("Group"),
        select("group", [["", t("All")], ...groups.map(({ name }) => [name, name])], "", change),
      ),
      el("input", { type: "hidden", name: "ordering" }),
      el("button", { type: "submit", class: "button" }, t("SearchButton")),
      el("a", { class: "button plain", href: "#/users" }, t("Reset")),
    );
  }
  for (const control of form.elements) {
    if (control.name !== "") {
      set(control, parameters.get(control.name) ?? "");
    }
  }
}

/** What the address asks for is shown, even a group that has gone meanwhile. */
function set(control, value) {
  const options = control.options ?? null;
  if (options !== null && ![...options].some((option) => option.value === value)) {
    control.append(el("option", { value }, value));
  }
  control.value = value;
}

/** Whoever orders or turns pages by the keyboard stays at the same link. */
function replace(rows, ...children) {
  const focused = rows.contains(document.activeElement) ? document.activeElement.id : null;
  rows.replaceChildren(...children);
  if (focused !== null) {
    (document.getElementById(focused) ?? rows.querySelector("[tabindex]")).focus();
  }
}

function read(form) {
  return new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
}

function query(parameters) {
  return withParameters(parameters, {
    limit: LIMIT,
    ordering: parameters.get("ordering") ?? "username",
  });
}

function withParameters(parameters, changes) {
  const changed = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") {
      changed.delete(name);
    } else {
      changed.set(name, value);
    }
  }
  return changed;
}

function address(parameters) {
  const text = parameters.toString();
  return text === "" ? "#/users" : `#/users?${text}`;
}

function go(parameters) {
  location.hash = address(parameters);
}

function table(users, parameters, context) {
  const head = COLUMNS.map(([name, label]) => header(name, t(label), parameters));
  head.push(el("th", { scope: "col", role: "columnheader" }, t("Grants")));
  const body = users.map((user) =>
    el("tr", { role: "row" }, ...COLUMNS.map((column) => cell(user, column, context)), grants(user)),
  );
  return el(
    "div",
    { class: "scroll", role: "region", "aria-label": t("Users"), tabindex: "0" },
    el(
      "table",
      { role: "table", class: "users" },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...head)),
      el("tbody", { role: "rowgroup" }, ...body),
    ),
  );
}

function header(name, label, parameters) {
  const ordering = parameters.get("ordering") ?? "username";
  const ascending = ordering === name;
  const sorted = ascending || ordering === `-${name}`;
  const next = ascending ? `-${name}` : name;
  const mark = ascending ? "▲" : "▼";
  return el(
    "th",
    {
      scope: "col",
      role: "columnheader",
      "aria-sort": sorted ? (ascending ? "ascending" : "descending") : null,
    },
    el(
      "a",
      {
        id: `order-${name}`,
        href: address(withParameters(parameters, { ordering: next, offset: "" })),
      },
      label,
      sorted ? el("span", { "aria-hidden": "true", class: "mark" }, mark) : null,
    ),
  );
}

function cell(user, [name, label], context) {
  return el("td", { role: "cell", "data-label": t(label) }, content(user, name, context));
}

function content(user, name, context) {
  const value = user[name];
  if (name === "username") {
    return el(
      "a",
      { href: context.consoleUrl(`users/${encodeURIComponent(user.keycloak_id)}/settings`) },
      value,
    );
  }
  if (typeof value === "boolean") {
    return el("span", { class: value ? "badge yes" : "badge no" }, value ? t("Yes") : t("No"));
  }
  if (name === "last_login" || name === "date_joined") {
    return value === null ? t("Never") : el("time", { datetime: value }, moment(value));
  }
  return String(value);
}

function grants(user) {
  return el(
    "td",
    { role: "cell", "data-label": t("Grants") },
    el("a", { href: `#/users/${user.id}`, "aria-label": t("GrantsOf", user.username) }, t("Show")),
  );
}

function pages(count, parameters) {
  const offset = Number(parameters.get("offset") ?? 0);
  const step = (to, label, rel) =>
    el(
      "a",
      {
        class: "button",
        id: rel,
        rel,
        href: address(withParameters(parameters, { offset: to > 0 ? to : "" })),
      },
      label,
    );
  const last = Math.min(offset + LIMIT, count);
  return el(
    "nav",
    { class: "pages", "aria-label": t("Pages") },
    offset > 0 ? step(Math.max(0, offset - LIMIT), t("Previous"), "prev") : null,
    count > 0
      ? el("span", {}, t("Range", number(Math.min(offset + 1, count)), number(last), number(count)))
      : null,
    last < count ? step(offset + LIMIT, t("Next"), "next") : null,
  );
}
