/* The list of users: search, filters, order and page are in the address; ticks are not. */
// @ts-check

import { download, get } from "./api.js";
import { bulkBar } from "./bulk.js";
import { el } from "./dom.js";
import { messagesOf } from "./errors.js";
import { pages } from "./pages.js";
import { go, rewrite } from "./router.js";
import { Selection } from "./selection.js";
import { counted, t } from "./text.js";
import { toast } from "./toast.js";
import { button, emptyState, failureBox, heading, linkButton } from "./ui.js";
import { isFiltered, rememberList, withParameters } from "./parameters.js";
import { filterBar } from "./users-filters.js";
import { usersTable } from "./users-table.js";

/** Less where rows are cards. */
const LIMIT = matchMedia("(max-width: 47.99rem)").matches ? 20 : 50;

/**
 * @param {import("./context.js").Context} context
 * @returns {Promise<import("./router.js").View>}
 */
export async function usersView(context) {
  const title = t("Users");
  const rows = el("div", { class: "rows" });
  const status = el("p", { role: "status", class: "count" });
  let parameters = new URLSearchParams();
  let latest = 0;
  const selection = new Selection(() => bulk.tell());
  const filters = filterBar((changed, typing) => {
    if (!node.isConnected) {
      return;
    }
    const hash = address(changed);
    if (typing) {
      // Not a step back for each letter.
      rewrite(hash);
      void update(changed);
    } else {
      go(hash);
    }
  });
  const bulk = bulkBar(
    context,
    selection,
    () => parameters,
    () => update(parameters),
  );
  const node = el(
    "section",
    {},
    heading(title, {
      actions: [
        context.mayManage && linkButton(t("AddUser"), "#/users/new", "primary"),
        button(t("ExportCsv"), () => void save(parameters)),
      ],
    }),
    filters.view,
    bulk.view,
    status,
    rows,
  );

  /** @param {URLSearchParams} wanted */
  async function update(wanted) {
    const mine = ++latest;
    if (!sameFilters(wanted, parameters)) {
      selection.clear();
    }
    parameters = wanted;
    rememberList(address(wanted));
    status.textContent = t("Loading");
    try {
      const [groups, page] = await Promise.all([context.groups(), get(`users?${query(wanted)}`)]);
      if (mine === latest) {
        filters.show(wanted, groups);
        show(page);
      }
    } catch (failure) {
      if (mine === latest) {
        filters.show(wanted, []);
        status.textContent = "";
        rows.replaceChildren(
          failureBox(messagesOf(failure)),
          button(t("TryAgain"), () => void update(wanted)),
        );
      }
    }
  }

  /** @param {UserPage} page */
  function show({ count, results }) {
    status.textContent = counted(count, "OneUser", "ManyUsers");
    selection.offer(results, count);
    if (results.length > 0) {
      const limit = Number(parameters.get("limit") ?? LIMIT);
      replace(
        rows,
        usersTable(results, parameters, selection, context.mayManage, address),
        pages(count, limit, parameters, address),
      );
    } else {
      rows.replaceChildren(
        isFiltered(parameters) || parameters.has("offset")
          ? emptyState(t("NoMatch"), t("NoMatchHelp"), linkButton(t("ClearFilters"), "#/users"))
          : emptyState(t("NoUsers"), t("NoUsersHelp")),
      );
    }
  }

  return { title, node, update };
}

/**
 * Whoever orders or turns pages by the keyboard stays at the same link.
 *
 * @param {HTMLElement} rows
 * @param {...HTMLElement} children
 */
function replace(rows, ...children) {
  const focused = rows.contains(document.activeElement) ? document.activeElement?.id : null;
  rows.replaceChildren(...children);
  if (focused !== null && focused !== undefined && focused !== "") {
    const again = document.getElementById(focused) ?? rows.querySelector("a");
    again?.focus();
  }
}

/** @param {URLSearchParams} parameters */
function query(parameters) {
  return withParameters(parameters, {
    limit: parameters.get("limit") ?? String(LIMIT),
    ordering: parameters.get("ordering") ?? "username",
  });
}

/** @param {URLSearchParams} parameters */
function address(parameters) {
  const text = parameters.toString();
  return text === "" ? "#/users" : `#/users?${text}`;
}

/**
 * Whether the same users are listed, in whatever order and on whatever page.
 *
 * @param {URLSearchParams} one
 * @param {URLSearchParams} other
 */
function sameFilters(one, other) {
  const plain = { offset: "", ordering: "", limit: "" };
  return withParameters(one, plain).toString() === withParameters(other, plain).toString();
}

/**
 * The file is asked for with the token, which no link can carry.
 *
 * @param {URLSearchParams} parameters
 */
async function save(parameters) {
  try {
    const wanted = withParameters(parameters, { limit: "", offset: "" });
    const file = URL.createObjectURL(await download(`users/export?${wanted}`));
    el("a", { href: file, download: "users.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
    toast(t("Exported"));
  } catch (failure) {
    toast(messagesOf(failure).join(" "), "danger");
  }
}
