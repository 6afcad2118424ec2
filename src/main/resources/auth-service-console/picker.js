/* Boxes to tick for groups and permissions, with a filter where there are many. */

import { el, field } from "./dom.js";
import { number, t } from "./text.js";

/** From so many items on a filter helps. */
const MANY = 8;

/** Items are [id, text]; ids() tells those that are ticked. */
export function picker(legend, items, chosen, disabled) {
  const ticked = new Set(chosen);
  const count = el("p", { class: "hint", role: "status" });
  const boxes = items.map(([id, text]) => box(id, text, ticked, disabled, tell));

  function tell() {
    count.textContent = t("Chosen", number(ticked.size), number(items.length));
  }

  function filter(event) {
    const wanted = event.target.value.toLowerCase();
    for (const label of boxes) {
      label.hidden = !label.textContent.toLowerCase().includes(wanted);
    }
  }

  tell();
  const view = el(
    "fieldset",
    { class: "picker" },
    el("legend", {}, legend),
    items.length >= MANY
      ? field(t("Filter"), el("input", { type: "search", oninput: filter }))
      : null,
    items.length > 0
      ? el("div", { class: "boxes", tabindex: "0", role: "group", "aria-label": legend }, ...boxes)
      : el("p", { class: "hint" }, t("NoItems")),
    count,
  );
  return { view, ids: () => [...ticked] };
}

function box(id, text, ticked, disabled, changed) {
  const control = el("input", {
    type: "checkbox",
    value: id,
    checked: ticked.has(id),
    disabled,
    onchange: () => {
      if (control.checked) {
        ticked.add(id);
      } else {
        ticked.delete(id);
      }
      changed();
    },
  });
  return el("label", { class: "box" }, control, el("span", {}, text));
}
