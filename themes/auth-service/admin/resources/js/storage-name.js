/*
 * Calls the storage by its name where the console lists what keeps users: it shows the id with a
 * capital letter there, and has no message for it.
 */

import { place, whenChanged } from "./messages.js";

const ID = "auth-service-users";
const SHOWN = "Auth-service-users";

whenChanged((message) => {
  if (!place().startsWith("user-federation")) {
    return;
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.nodeValue.includes(SHOWN)) {
      text.nodeValue = text.nodeValue.replace(SHOWN, message(ID));
    }
  }
});
