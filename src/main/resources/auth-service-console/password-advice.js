/* What a password needs, said before one is refused, and checked as one types. */
// @ts-check

import { get, post } from "./api.js";
import { debounced, el } from "./dom.js";
import { t } from "./text.js";

/**
 * The realm's rules, and under them what the password that stands in a field is refused for.
 *
 * @param {import("./form.js").Field & { input: HTMLInputElement }} field
 * @param {() => string} username of whom it is to be
 */
export function passwordAdvice(field, username) {
  const rules = el("ul", { class: "rules" });
  const verdict = el("div", { class: "verdict", role: "status" });
  let latest = 0;

  async function check() {
    const mine = ++latest;
    const password = field.value();
    if (password === "") {
      verdict.replaceChildren();
      return;
    }
    const { refusals } = await post("password-policy", { password, username: username() });
    if (mine === latest) {
      verdict.replaceChildren(...said(refusals));
    }
  }

  // Advice alone: who gets none is told by the answer to the password itself.
  const advise = debounced(300, () => void check().catch(() => verdict.replaceChildren()));
  field.input.addEventListener("input", () => {
    latest += 1;
    advise();
  });
  get("password-policy")
    .then(({ rules: texts }) =>
      rules.append(...texts.map((/** @type {string} */ text) => el("li", {}, text))),
    )
    .catch(() => rules.remove());
  return el("div", { class: "advice" }, rules, verdict);
}

/** @param {string[]} refusals */
function said(refusals) {
  return refusals.length === 0
    ? [el("p", { class: "pf-v5-c-helper-text__item pf-m-success" }, t("PasswordFine"))]
    : refusals.map((text) => el("p", { class: "pf-v5-c-helper-text__item pf-m-warning" }, text));
}
