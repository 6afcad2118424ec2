/* What one user was given. */

import { get, patch } from "./api.js";
import { el } from "./dom.js";
import { attempt } from "./form.js";
import { picker } from "./picker.js";
import { t } from "./text.js";

export async function userView(id, context) {
  const [user, grants, groups, permissions] = await Promise.all([
    get(`users/${id}`),
    get(`users/${id}/grants`),
    context.groups(),
    context.permissions(),
  ]);
  const disabled = !context.mayGrant;
  const ofGroups = picker(
    t("Groups"),
    groups.map((group) => [group.id, group.name]),
    grants.groups,
    disabled,
  );
  const own = picker(t("OwnPermissions"), permissions, grants.user_permissions, disabled);
  const outcome = el("div", { role: "status" });
  const form = el(
    "form",
    { class: "editor" },
    context.notice(),
    el("p", { class: "hint" }, t("GrantsHelp")),
    ofGroups.view,
    own.view,
    outcome,
    disabled ? null : el("button", { type: "submit", class: "button primary" }, t("Save")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(form, outcome, async () => {
      await patch(`users/${id}/grants`, { groups: ofGroups.ids(), user_permissions: own.ids() });
      context.forgetGroups();
      outcome.replaceChildren(el("p", { class: "saved" }, t("Saved")));
    });
  });
  return el(
    "section",
    {},
    el("p", {}, el("a", { href: "#/users" }, t("BackToUsers"))),
    el("h1", { tabindex: "-1" }, t("GrantsOf", user.username)),
    el(
      "p",
      {},
      el(
        "a",
        { href: context.consoleUrl(`users/${encodeURIComponent(user.keycloak_id)}/settings`) },
        t("OpenInConsole"),
      ),
    ),
    form,
  );
}
