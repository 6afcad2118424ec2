/*
 * Shows the dates of an account as people read them, where the console shows them as they are
 * stored. The fields themselves stay as they are: they are sent back when the user is saved.
 *
 * Puts right the title of the page: the console translates usernames that are keys of its messages.
 */

import { place, whenChanged } from "./messages.js";

const FIELDS = ["last_login", "date_joined"];

function shown(date, language) {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(date);
}

function show(field, message) {
  const control = field.closest(".pf-v5-c-form-control");
  if (control === null) {
    return;
  }
  const date = new Date(field.value);
  const text =
    field.value === "" || Number.isNaN(date.getTime())
      ? message("authServiceNever")
      : shown(date, message("authServiceLanguage"));
  let output = control.nextElementSibling;
  if (output?.className !== "auth-service-date") {
    output = document.createElement("p");
    output.className = "auth-service-date";
    control.after(output);
  }
  if (output.textContent !== text) {
    output.textContent = text;
  }
}

function entitle(message) {
  const username = document.querySelector("input[data-testid='username'], input#username")?.value;
  const title = document.querySelector("h1[data-testid='view-header']")?.firstChild;
  if (username && title && title.nodeValue !== username && title.nodeValue === message(username)) {
    title.nodeValue = username;
  }
}

whenChanged((message) => {
  if (place().startsWith("users/") && place() !== "users/add-user") {
    entitle(message);
    for (const id of FIELDS) {
      const field = document.querySelector(`input[data-testid='${id}'], input#${id}`);
      if (field !== null) {
        show(field, message);
      }
    }
  }
});
