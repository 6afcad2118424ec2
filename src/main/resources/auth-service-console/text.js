/* The page's words, which the server sends in the reader's language. */

let messages = {};
let locale = "en";

export function speak(config) {
  messages = config.messages;
  locale = config.locale;
  document.documentElement.lang = locale;
}

/** The message of a key; {0}, {1} … stand for the arguments. */
export function t(key, ...args) {
  return (messages[key] ?? key).replace(/\{(\d)\}/g, (whole, index) => args[index] ?? whole);
}

export function number(value) {
  return new Intl.NumberFormat(locale).format(value);
}

export function moment(iso) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(iso),
  );
}
