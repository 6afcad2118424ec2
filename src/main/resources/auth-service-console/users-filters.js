/* What narrows and orders the list of users, as fields and as parameters of the address. */
// @ts-check

import { debounced, el } from "./dom.js";
import { COLUMNS, fieldName } from "./fields.js";
import { selectFrame } from "./form-frame.js";
import { DATES, FLAGS, isFiltered, withParameters } from "./parameters.js";
import { t } from "./text.js";
import { icon } from "./ui.js";

const PERIODS = new Map([
  ["today", "Today"],
  ["week", "PastWeek"],
  ["month", "ThisMonth"],
  ["year", "ThisYear"],
]);

/** @typedef {[value: string, text: string]} Option */

/**
 * @param {(parameters: URLSearchParams, typing: boolean) => void} changed
 */
export function filterBar(changed) {
  let parameters = new URLSearchParams();
  const soon = debounced(250, () => tell(true));
  const search = el("input", {
    type: "search",
    name: "search",
    autocomplete: "off",
    placeholder: t("SearchHint"),
    "aria-label": t("Search"),
    oninput: () => soon(),
  });
  const group = select("group", t("Group"), [], () => tell(false));
  const selects = [
    ...FLAGS.map((name) =>
      select(
        name,
        fieldName(name),
        [
          ["true", t("Yes")],
          ["false", t("No")],
        ],
        () => tell(false),
      ),
    ),
    group,
    ...DATES.map((name) => select(name, fieldName(name), periods(name), () => tell(false))),
    select("locked", t("Locked"), [["true", t("Yes")]], () => tell(false)),
  ];
  const order = select(
    "ordering",
    t("Order"),
    orders(),
    () => tell(false),
    `${t("Order")}: ${fieldName("username")} ↑`,
  );
  order.classList.add("narrow-only");
  const clear = el(
    "a",
    {
      class: "pf-v5-c-button pf-m-link",
      href: "#/users",
      onclick: () => {
        // The link goes once there is nothing to clear, and the keyboard would be lost with it.
        search.value = "";
        search.focus();
      },
    },
    t("ClearFilters"),
  );
  const form = el(
    "form",
    { role: "search", class: "filters", "aria-label": t("Filters") },
    el(
      "div",
      { class: "pf-v5-c-text-input-group search" },
      el(
        "div",
        { class: "pf-v5-c-text-input-group__main pf-m-icon" },
        el(
          "span",
          { class: "pf-v5-c-text-input-group__text" },
          el("span", { class: "pf-v5-c-text-input-group__icon" }, icon("search")),
          search,
        ),
      ),
    ),
    clear,
    el("div", { class: "choices" }, ...selects, order),
  );
  search.classList.add("pf-v5-c-text-input-group__text-input");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell(true);
  });

  /** @param {boolean} typing */
  function tell(typing) {
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
    changed(withParameters(parameters, { ...Object.fromEntries(fields), offset: "" }), typing);
  }

  /**
   * The groups to choose from, once they are known.
   *
   * @param {GroupEntry[]} groups
   */
  function offer(groups) {
    fill(
      group,
      t("Group"),
      groups.map(({ name }) => [name, name]),
    );
    choose(group);
  }

  /**
   * What the address asks for, even a group that has gone meanwhile.
   *
   * @param {HTMLElement} view of a select
   */
  function choose(view) {
    const { control } = controlOf(view);
    const value = parameters.get(control.name) ?? "";
    if (![...control.options].some((option) => option.value === value)) {
      control.append(el("option", { value }, value));
    }
    control.value = value;
  }

  /**
   * Shows what the address asks for.
   *
   * @param {URLSearchParams} wanted
   */
  function show(wanted) {
    parameters = wanted;
    if (document.activeElement !== search) {
      search.value = wanted.get("search") ?? "";
    }
    [...selects, order].forEach(choose);
    clear.hidden = !isFiltered(wanted);
  }

  return { view: form, show, offer };
}

/** @param {HTMLElement} view */
function controlOf(view) {
  return { control: /** @type {HTMLSelectElement} */ (view.querySelector("select")) };
}

/**
 * A select whose first option says what it is about and leaves it open.
 *
 * @param {string} name
 * @param {string} label
 * @param {Option[]} options
 * @param {() => void} onchange
 * @param {string} [first]
 */
function select(name, label, options, onchange, first) {
  const control = el("select", { name, "aria-label": label, onchange });
  const view = selectFrame(control, "filter");
  fill(view, label, options, first);
  return view;
}

/**
 * @param {HTMLElement} view
 * @param {string} label
 * @param {Option[]} options
 * @param {string} [first]
 */
function fill(view, label, options, first = t("Any", label)) {
  controlOf(view).control.replaceChildren(
    el("option", { value: "" }, first),
    ...options.map(([value, text]) => el("option", { value }, `${label}: ${text}`)),
  );
}

/**
 * @param {string} name
 * @returns {Option[]}
 */
function periods(name) {
  /** @type {Option[]} */
  const known = [...PERIODS].map(([value, key]) => [value, t(key)]);
  return name === "last_login" ? [...known, ["never", t("Never")]] : known;
}

/**
 * All but the one that the list begins with.
 *
 * @returns {Option[]}
 */
function orders() {
  return COLUMNS.flatMap(([name]) => {
    /** @type {Option[]} */
    const both = [
      [name, `${fieldName(name)} ↑`],
      [`-${name}`, `${fieldName(name)} ↓`],
    ];
    return name === "username" ? both.slice(1) : both;
  });
}
