/* Puts the page together: who is logged in, and which part the address names. */
// @ts-check

import { connect, get } from "./api.js";
import { assessmentView } from "./assessment.js";
import { Context } from "./context.js";
import { el } from "./dom.js";
import { ApiError, messagesOf } from "./errors.js";
import { groupView } from "./group.js";
import { groupsView } from "./groups.js";
import { homeView } from "./home.js";
import { startRouter } from "./router.js";
import { LoginRefused, login, logout, start } from "./session.js";
import { dress } from "./shell.js";
import { speak, t } from "./text.js";
import { actions, button, failureBox, heading } from "./ui.js";
import { userView } from "./user.js";
import { newUserView } from "./user-new.js";
import { usersView } from "./users.js";

const page = /** @type {HTMLElement} */ (document.getElementById("page"));
const main = /** @type {HTMLElement} */ (document.getElementById("main"));

async function open() {
  const config = await (await fetch("config")).json();
  const home = `${config.admin_url}/realms/${encodeURIComponent(config.realm)}/auth-service/console/`;
  if (new URL(home).origin !== location.origin) {
    // Where the consoles have a host of their own, so does this page: its login leads there alone.
    location.replace(home + location.hash);
    return;
  }
  speak(config);
  document.title = t("Title");
  if (config.client_id === null) {
    show(heading(t("Title")), failureBox([t("NoClient")]));
    return;
  }
  if (!globalThis.crypto?.subtle) {
    show(heading(t("Title")), failureBox([t("Insecure")]));
    return;
  }
  connect(config);
  try {
    await start(config);
    const context = new Context(config, await get("session"));
    startRouter(
      main,
      (path, parameters) => part(path, parameters, context),
      dress(page, main, context),
    );
  } catch (failure) {
    refuse(failure);
  }
}

/**
 * @param {string[]} path
 * @param {URLSearchParams} parameters
 * @param {Context} context
 * @returns {Promise<import("./router.js").View>}
 */
async function part([name = "", id, tab], parameters, context) {
  switch (name) {
    case "":
      return homeView(context);
    case "users":
      if (id === undefined) {
        return usersView(context);
      }
      return id === "new"
        ? newUserView(context, parameters)
        : userView(context, encodeURIComponent(id), tab ?? "");
    case "groups":
      return id === undefined ? groupsView(context) : groupView(context, encodeURIComponent(id));
    case "assessment":
      return assessmentView(context);
    case "password":
      location.replace(context.accountUrl);
      return new Promise(() => {});
    default:
      throw new ApiError(404, null);
  }
}

/** @param {unknown} failure */
function refuse(failure) {
  if (failure instanceof LoginRefused) {
    show(
      heading(t("NotLoggedIn")),
      failureBox([failure.message || t("Failed")]),
      actions(button(t("LogIn"), login, "primary")),
    );
  } else if (failure instanceof ApiError && failure.status === 403) {
    show(
      heading(t("Refused")),
      failureBox([t("RefusedHelp")]),
      actions(button(t("LogOut"), logout, "primary")),
    );
  } else {
    show(
      heading(t("Title")),
      failureBox(messagesOf(failure)),
      actions(button(t("TryAgain"), () => location.reload(), "primary")),
    );
  }
}

/** @param {...Node} children */
function show(...children) {
  main.replaceChildren(el("section", {}, ...children));
}

open().catch((failure) => {
  console.error(failure);
  show(failureBox(["The page could not be loaded."]));
});
