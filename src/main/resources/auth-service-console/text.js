/* The page's words, which the server sends in the reader's language. */
// @ts-check

/** @type {Record<string, string>} */
let messages = {};
let locale = "en";

/** @param {Config} config */
export function speak(config) {
  messages = config.messages;
  locale = config.locale;
  document.documentElement.lang = locale;
}

/**
 * The message of a key; {0}, {1} … stand for the arguments.
 *
 * @param {string} key
 * @param {...(string | number)} args
 */
export function t(key, ...args) {
  return (messages[key] ?? key).replace(/\{(\d)\}/g, (whole, index) =>
    String(args[Number(index)] ?? whole),
  );
}

/**
 * As many as there are, in words.
 *
 * @param {number} count
 * @param {string} one the message for one
 * @param {string} many the message for none and for several, with the number as {0}
 */
export function counted(count, one, many) {
  return count === 1 ? t(one) : t(many, number(count));
}

/** @param {number} value */
export function number(value) {
  return new Intl.NumberFormat(locale).format(value);
}

/** @param {string} iso */
export function moment(iso) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(iso),
  );
}

/** @param {string} iso */
export function day(iso) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(iso));
}

/**
 * Orders texts as the reader's language does.
 *
 * @param {string} one
 * @param {string} other
 */
export function compared(one, other) {
  return one.localeCompare(other, locale, { numeric: true });
}
