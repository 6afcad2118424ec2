/*
 * Boxes to tick for groups and permissions: what was chosen comes first, the others by what they
 * belong to. The boxes are one stop for the keyboard; arrows go from one to the next.
 */
// @ts-check

import { el, freshId } from "./dom.js";
import { number, t } from "./text.js";
import { button } from "./ui.js";

/** From so many items on a filter helps. */
const MANY = 8;

/**
 * @typedef {{ id: number, text: string, section: string, also?: string }} Item `also` is found, not
 *     shown
 */
/** @typedef {{ item: Item, box: HTMLInputElement, line: HTMLElement }} Line */

/**
 * A field whose value is the ids of what is ticked.
 *
 * @param {string} name
 * @param {string} legend
 * @param {Item[]} items
 * @param {number[]} chosen
 * @param {{ disabled?: boolean, help?: string }} [options]
 * @returns {import("./form.js").Field}
 */
export function picker(name, legend, items, chosen, { disabled = false, help = "" } = {}) {
  const lines = items.map((item) => makeLine(item, chosen.includes(item.id), disabled));
  const count = el("p", { class: "hint", role: "status" });
  const error = el("p", { class: "pf-v5-c-helper-text__item pf-m-error" });
  const search = el("input", {
    type: "search",
    "aria-label": t("FilterOf", legend),
    placeholder: t("Filter"),
    oninput: narrow,
    onkeydown: unsent,
  });
  const only = el("input", {
    type: "checkbox",
    class: "pf-v5-c-check__input",
    onchange: narrow,
    onkeydown: unsent,
  });
  const list = el(
    "div",
    {
      class: "boxes",
      role: "group",
      "aria-label": legend,
      // Boxes that cannot be ticked take no keyboard, and the list must scroll all the same.
      tabindex: disabled ? 0 : null,
      onkeydown: step,
      onchange: told,
    },
    ...sections(lines, chosen),
  );
  const none = el("p", { class: "hint", hidden: true }, t("NothingFound"));
  const ids = () => lines.filter(({ box }) => box.checked).map(({ item }) => item.id);

  function narrow() {
    const words = search.value.toLowerCase().split(/\s+/);
    for (const { item, box, line } of lines) {
      const text = `${item.section} ${item.text} ${item.also ?? ""}`.toLowerCase();
      line.hidden = !words.every((word) => text.includes(word)) || (only.checked && !box.checked);
    }
    for (const section of list.querySelectorAll("section")) {
      section.hidden = section.querySelector("label:not([hidden])") === null;
    }
    none.hidden = visible().length > 0 || lines.length === 0;
    rove(visible()[0]);
  }

  function visible() {
    return [...list.querySelectorAll("label:not([hidden]) input")].map(
      (box) => /** @type {HTMLInputElement} */ (box),
    );
  }

  /** @param {HTMLInputElement | undefined} stop the one box that Tab comes to */
  function rove(stop) {
    for (const { box } of lines) {
      box.tabIndex = box === stop ? 0 : -1;
    }
  }

  /** @param {KeyboardEvent} event */
  function step(event) {
    const boxes = visible();
    const at = boxes.indexOf(/** @type {HTMLInputElement} */ (event.target));
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 };
    const to = steps[event.key];
    if (to !== undefined && at >= 0) {
      event.preventDefault();
      const stop = boxes[Math.max(0, Math.min(to, boxes.length - 1))];
      rove(stop);
      stop?.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
    }
  }

  function told() {
    count.textContent = t("Chosen", number(ids().length), number(items.length));
  }

  /** @param {boolean} ticked */
  function tickVisible(ticked) {
    visible().forEach((box) => {
      box.checked = ticked;
    });
    told();
  }

  told();
  rove(visible()[0]);
  const tools = el(
    "div",
    { class: "tools" },
    el("span", { class: "pf-v5-c-form-control" }, search),
    el("label", { class: "box" }, only, el("span", {}, t("OnlyChosen"))),
    !disabled && button(t("TickShown"), () => tickVisible(true), "link"),
    !disabled && button(t("UntickShown"), () => tickVisible(false), "link"),
  );
  const view = el(
    "fieldset",
    { class: "picker", "data-field": name },
    el("legend", {}, legend),
    help !== "" && el("p", { class: "hint" }, help),
    items.length >= MANY && tools,
    items.length > 0 ? list : el("p", { class: "hint" }, t("NoItems")),
    none,
    count,
    error,
  );
  return {
    name,
    view,
    value: ids,
    set: (/** @type {number[]} */ wanted) => {
      const known = new Set(wanted);
      lines.forEach(({ item, box }) => {
        box.checked = known.has(item.id);
      });
      told();
    },
    complain: (texts) => {
      error.textContent = texts.join(" ");
    },
    focus: () => visible()[0]?.focus(),
  };
}

/**
 * What narrows a list is no answer to the form around it, which Enter would send.
 *
 * @param {KeyboardEvent} event
 */
function unsent(event) {
  if (event.key === "Enter") {
    event.preventDefault();
  }
}

/**
 * @param {Item} item
 * @param {boolean} checked
 * @param {boolean} disabled
 * @returns {Line}
 */
function makeLine(item, checked, disabled) {
  const box = el("input", {
    type: "checkbox",
    class: "pf-v5-c-check__input",
    value: item.id,
    checked,
    disabled,
  });
  return { item, box, line: el("label", { class: "box" }, box, el("span", {}, item.text)) };
}

/**
 * @param {Line[]} lines
 * @param {number[]} chosen
 */
function sections(lines, chosen) {
  /** @type {Map<string, HTMLElement[]>} */
  const bySection = new Map();
  for (const { item, line } of lines) {
    const section = chosen.includes(item.id) ? t("ChosenBefore") : item.section;
    bySection.set(section, [...(bySection.get(section) ?? []), line]);
  }
  const first = bySection.get(t("ChosenBefore"));
  bySection.delete(t("ChosenBefore"));
  /** @type {[string, HTMLElement[]][]} */
  const ordered = [...bySection];
  return (first === undefined ? ordered : [[t("ChosenBefore"), first], ...ordered]).map(titled);
}

/** @param {any} section */
function titled([title, lines]) {
  const id = freshId();
  return el(
    "section",
    title === "" ? {} : { role: "group", "aria-labelledby": id },
    title !== "" && el("p", { class: "section", id }, title),
    ...lines,
  );
}

/**
 * Groups to choose from.
 *
 * @param {GroupEntry[]} groups
 * @returns {Item[]}
 */
export function groupItems(groups) {
  return groups.map(({ id, name }) => ({ id, text: name, section: "" }));
}

/**
 * Permissions to choose from, by application and model.
 *
 * @param {Permission[]} permissions
 * @returns {Item[]}
 */
export function permissionItems(permissions) {
  return permissions.map((permission) => ({
    id: permission.id,
    text: permission.name,
    section: `${permission.content_type__app_label} › ${permission.content_type__model}`,
    also: permission.codename,
  }));
}
