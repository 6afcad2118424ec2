/* Puts the page together: who is logged in, and which part the address names. */

import { connect, get } from "./api.js";
import { alertBox, el } from "./dom.js";
import { ApiError, messagesOf } from "./errors.js";
import { groupView, groupsView } from "./groups.js";
import { LoginRefused, login, logout, start } from "./session.js";
import { speak, t } from "./text.js";
import { userView } from "./user.js";
import { usersView } from "./users.js";

const header = document.getElementById("header");
const main = document.getElementById("main");

/** What the parts share. */
class Context {
  #config;
  #session;
  #groups = null;
  #permissions = null;

  constructor(config, session) {
    this.#config = config;
    this.#session = session;
  }

  get username() {
    return this.#session.username;
  }

  get mayGrant() {
    return this.#session.may_grant && !this.#session.read_only;
  }

  /** Why nothing can be changed; null if it can. */
  notice() {
    if (this.mayGrant) {
      return null;
    }
    return el("p", { class: "notice" }, t(this.#session.may_grant ? "ReadOnly" : "StaffOnly"));
  }

  consoleUrl(path) {
    const realm = encodeURIComponent(this.#config.realm);
    return `${this.#config.admin_url}/admin/${realm}/console/#/${realm}/${path}`;
  }

  groups() {
    this.#groups ??= get("groups");
    return this.#groups.catch((failure) => {
      this.#groups = null;
      throw failure;
    });
  }

  forgetGroups() {
    this.#groups = null;
  }

  /** As [id, text], in Django's order and as Django's admin shows them. */
  async permissions() {
    this.#permissions ??= await get("permissions");
    return this.#permissions.map((it) => [it.id, `${it.content_type__app_label} | ${it.name}`]);
  }
}

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
    show(alertBox(t("NoClient")));
    return;
  }
  if (!globalThis.crypto?.subtle) {
    show(alertBox(t("Insecure")));
    return;
  }
  connect(config);
  try {
    await start(config);
    const context = new Context(config, await get("session"));
    welcome(context);
    route(context);
  } catch (failure) {
    refuse(failure);
  }
}

function refuse(failure) {
  const button = (text, onclick) => el("button", { type: "button", class: "button", onclick }, text);
  if (failure instanceof LoginRefused) {
    show(el("h1", {}, t("NotLoggedIn")), alertBox(failure.message), button(t("LogIn"), login));
  } else if (failure instanceof ApiError && failure.status === 403) {
    show(el("h1", {}, t("Refused")), alertBox(t("RefusedHelp")), button(t("LogOut"), logout));
  } else {
    show(
      el("h1", {}, t("Title")),
      alertBox(...messagesOf(failure)),
      button(t("TryAgain"), () => location.reload()),
    );
  }
}

function show(...children) {
  main.replaceChildren(...children);
}

function welcome(context) {
  header.replaceChildren(
    el(
      "a",
      {
        class: "skip",
        href: "#main",
        onclick: (event) => {
          event.preventDefault();
          main.focus();
        },
      },
      t("Skip"),
    ),
    el(
      "a",
      { class: "brand", href: "#/users" },
      el("img", { src: "logo.svg", alt: "", width: "28", height: "28" }),
      t("Title"),
    ),
    el(
      "nav",
      { "aria-label": t("Navigation") },
      el("a", { href: "#/users", "data-part": "users" }, t("Users")),
      el("a", { href: "#/groups", "data-part": "groups" }, t("Groups")),
      el("a", { href: context.consoleUrl("users") }, t("Console")),
    ),
    el("span", { class: "who" }, context.username),
    el("button", { type: "button", class: "button plain", onclick: logout }, t("LogOut")),
  );
}

function route(context) {
  let list = null;
  let latest = 0;

  async function follow() {
    const current = ++latest;
    const [path, parameters = ""] = location.hash.slice(1).split("?", 2);
    const [, part, id] = path.split("/");
    mark(part || "users");
    if (part !== "groups" && !id) {
      list ??= opened(usersView(context));
      await list.update(new URLSearchParams(parameters));
      return;
    }
    list = null;
    const view = await partOf(part, id).catch((failure) =>
      el(
        "section",
        {},
        el("h1", { tabindex: "-1" }, t("Title")),
        alertBox(...messagesOf(failure)),
      ),
    );
    // Who is slow to come is not shown where somebody has gone on meanwhile.
    if (current === latest) {
      arrive(view);
    }
  }

  function opened(users) {
    arrive(users.view);
    return users;
  }

  function partOf(part, id) {
    if (part === "users") {
      return userView(encodeURIComponent(id), context);
    }
    return id ? groupView(encodeURIComponent(id), context) : groupsView(context);
  }

  window.addEventListener("hashchange", follow);
  follow();
}

/** A new part is told to those who do not see it. */
function arrive(view) {
  show(view);
  const heading = view.querySelector("h1");
  document.title = `${heading.textContent} – ${t("Title")}`;
  heading.focus();
}

function mark(part) {
  for (const link of header.querySelectorAll("[data-part]")) {
    if (link.dataset.part === part) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

open().catch((failure) => {
  console.error(failure);
  show(alertBox("The page could not be loaded."));
});
