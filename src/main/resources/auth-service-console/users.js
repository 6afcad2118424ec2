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
import { filtersOf, isFiltered, rememberList, withParameters } from "./parameters.js";
import { filterBar } from "./users-filters.js";
import { UserCount } from "./user-count.js";
import { usersTable } from "./users-table.js";

/** Less where rows are cards. */
const LIMIT = matchMedia("(max-width: 47.99rem)").matches ? 20 : 50;
/** One less than a call answers: one more than is shown says whether there are others. */
const MAX_LIMIT = 499;

/**
 * @param {import("./context.js").Context} context
 * @returns {Promise<import("./router.js").View>}
 */
export async function usersView(context) {
  const title = t("Users");
  const rows = el("div", { class: "rows" });
  const turning = el("div", { class: "turning" });
  const status = el("p", { role: "status", class: "count" });
  let parameters = new URLSearchParams();
  let latest = 0;
  const counts = new UserCount();
  const selection = new Selection(() => bulk.tell());
  const filters = filterBar((changed, typing) => {
    if (!node.isConnected) {
      return;
    }
    const hash = address(changed);
    if (typing) {
      // Not a step back for each letter.
      rewrite(hash);
      void list(changed, true);
    } else {
      go(hash);
    }
  });
  const bulk = bulkBar(
    context,
    selection,
    () => parameters,
    () => {
      counts.forget();
      return list(parameters);
    },
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
    turning,
  );

  /**
   * Rows as soon as they are there, then how many there are.
   *
   * @param {URLSearchParams} wanted
   * @param {boolean} [typing]
   */
  async function list(wanted, typing = false) {
    const mine = ++latest;
    if (filterText(wanted) !== filterText(parameters)) {
      selection.clear();
    }
    parameters = wanted;
    rememberList(address(wanted));
    filters.show(wanted);
    counts.cancel();
    status.textContent = t("Loading");
    try {
      /** @type {UserPage} */
      const { results } = await get(`users?${query(wanted)}`);
      if (mine !== latest) {
        return;
      }
      const limit = limitOf(wanted);
      const offset = Number(wanted.get("offset") ?? 0);
      const page = results.slice(0, limit);
      const more = results.length > page.length;
      const known = counts.known(filterText(wanted), offset, page.length, more);
      show(page);
      tell(page, more, known);
      if (known === null) {
        // Without a number the list is of use all the same.
        const count = await counts.ask(filterText(wanted), typing).catch(() => null);
        if (mine === latest) {
          tell(page, more, count, false);
        }
      }
    } catch (failure) {
      if (mine === latest) {
        status.textContent = "";
        turning.replaceChildren();
        rows.replaceChildren(
          failureBox(messagesOf(failure)),
          button(t("TryAgain"), () => void list(wanted)),
        );
      }
    }
  }

  /**
   * How many there are, as far as it is known, and the way to other pages.
   *
   * @param {User[]} page
   * @param {boolean} more
   * @param {number | null} count
   * @param {boolean} [counting] whether the number is still to come
   */
  function tell(page, more, count, counting = true) {
    selection.offer(page, count);
    if (count !== null) {
      status.textContent = counted(count, "OneUser", "ManyUsers");
    } else {
      status.textContent = counting ? t("Counting") : "";
    }
    const turns = { limit: limitOf(parameters), shown: page.length, more, count };
    replace(turning, ...(page.length > 0 ? [pages(turns, parameters, address)] : []));
  }

  /** @param {User[]} page */
  function show(page) {
    selection.offer(page, null);
    if (page.length > 0) {
      replace(rows, usersTable(page, parameters, selection, context.mayManage, address));
    } else {
      rows.replaceChildren(
        isFiltered(parameters) || parameters.has("offset")
          ? emptyState(t("NoMatch"), t("NoMatchHelp"), linkButton(t("ClearFilters"), "#/users"))
          : emptyState(t("NoUsers"), t("NoUsersHelp")),
      );
    }
  }

  context.groups().then(filters.offer, () => {});
  return { title, node, update: (wanted) => list(wanted) };
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
    limit: String(limitOf(parameters) + 1),
    count: "false",
    ordering: parameters.get("ordering") ?? "username",
  });
}

/** @param {URLSearchParams} parameters */
function limitOf(parameters) {
  return Math.min(Number(parameters.get("limit") ?? LIMIT), MAX_LIMIT);
}

/** @param {URLSearchParams} parameters */
function address(parameters) {
  const text = parameters.toString();
  return text === "" ? "#/users" : `#/users?${text}`;
}

/**
 * Who is listed, in whatever order and on whatever page.
 *
 * @param {URLSearchParams} parameters
 */
function filterText(parameters) {
  return new URLSearchParams(filtersOf(parameters)).toString();
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
