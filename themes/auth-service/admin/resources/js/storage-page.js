/* Parts the settings of the storage by headings, which Keycloak's page of settings does not know. */

import { place, whenChanged } from "./messages.js";

const SECTIONS = new Map([
  ["extensionVersion", "authServiceSectionServer"],
  ["databaseUrl", "authServiceSectionDatabase"],
  ["passwordFormat", "authServiceSectionPasswords"],
  ["kc-cache-policy", "authServiceSectionCache"],
]);

function head(id, text) {
  const field = document.querySelector(`#${id}, [data-testid='${id}']`);
  const group = field?.closest(".pf-v5-c-form__group");
  if (!group) {
    return;
  }
  const known = document.getElementById(`auth-service-section-${id}`);
  if (known !== null && known.nextElementSibling === group) {
    known.textContent = text;
    return;
  }
  known?.remove();
  const heading = document.createElement("h2");
  heading.id = `auth-service-section-${id}`;
  heading.className = "auth-service-section";
  heading.textContent = text;
  group.before(heading);
}

whenChanged((message) => {
  if (place().startsWith("user-federation/auth-service-users/")) {
    SECTIONS.forEach((key, id) => head(id, message(key)));
  }
});
