/*
 * Has whoever deletes the realm type its name first: its users go with it. The dialog is known by
 * what our messages let it ask. Where the console is built otherwise than expected it asks, and
 * waits for nothing.
 */

import { environment, whenChanged } from "./messages.js";

const ID = "auth-service-realm-name";

function realmName() {
  return decodeURIComponent(location.hash.split("/")[1] ?? "") || environment().realm;
}

function guard(dialog) {
  const confirm = dialog.querySelector("[data-testid='confirm']");
  const body = confirm?.closest("footer")?.previousElementSibling;
  if (!confirm || !body || dialog.querySelector(`#${ID}`) !== null) {
    return;
  }
  const name = document.createElement("input");
  name.id = ID;
  name.type = "text";
  name.autocomplete = "off";
  name.setAttribute("aria-label", body.textContent);
  const control = document.createElement("span");
  control.className = "pf-v5-c-form-control";
  control.append(name);
  body.append(control);
  confirm.disabled = true;
  name.addEventListener("input", () => {
    confirm.disabled = name.value !== realmName();
  });
  name.focus();
}

whenChanged((message) => {
  for (const dialog of document.querySelectorAll("[role='dialog']")) {
    if (dialog.textContent.includes(message("deleteConfirmRealmSetting"))) {
      guard(dialog);
    }
  }
});
