/*
 * The console's messages, in the language it speaks, and a call of whatever adds to its pages once
 * they are known. The console does not say which language that is: it is the one of those it has
 * loaded in which its navigation reads as it does.
 */

const MESSAGES = /\/resources\/[^/]+\/admin\/[^/]+$/;
const SPOKEN = "[data-testid='nav-item-users'], #nav-item-users";

const loaded = new Map();

async function read(address) {
  const response = await fetch(address);
  const pairs = response.ok ? await response.json() : [];
  return new Map(pairs.map(({ key, value }) => [key, value]));
}

function languages() {
  return performance
    .getEntriesByType("resource")
    .map((entry) => entry.name)
    .filter((name) => MESSAGES.test(name.replace(/[?#].*/, "")));
}

async function spoken() {
  const users = document.querySelector(SPOKEN)?.textContent.trim();
  if (users === undefined) {
    return undefined;
  }
  for (const address of new Set(languages())) {
    if (!loaded.has(address)) {
      loaded.set(address, read(address));
    }
    const messages = await loaded.get(address);
    if (messages.get("users") === users) {
      return messages;
    }
  }
  return undefined;
}

/**
 * Calls whenever the page has changed, with a function from a message's key to its text. Where the
 * console is built otherwise than expected nothing is called, and nothing else is missing.
 */
export function whenChanged(add) {
  let waiting = false;
  const look = async () => {
    waiting = false;
    const messages = await spoken();
    if (messages !== undefined) {
      add((key) => messages.get(key) ?? key);
    }
  };
  new MutationObserver(() => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(look);
    }
  }).observe(document.body, { childList: true, subtree: true });
}

/** What the server told the page of itself. */
export function environment() {
  return JSON.parse(document.getElementById("environment")?.textContent ?? "{}");
}

/** The page's path, behind the realm: "users", "users/<id>/settings". */
export function place() {
  return location.hash.split("?")[0].split("/").slice(2).join("/");
}
