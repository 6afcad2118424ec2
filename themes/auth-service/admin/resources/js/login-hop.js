/*
 * Lets the browser's Back leave a console. A console that is opened goes to the login at once and
 * comes back; the page it went from stays in the history, and who goes back to it finds it as it
 * was left, waiting for a login that is over. So the login takes the place of that page, where the
 * browser can be asked for it, and elsewhere who meets the page is taken one step further.
 */

const LOGIN = /\/protocol\/openid-connect\/auth\?/;

globalThis.navigation?.addEventListener("navigate", (event) => {
  if (event.navigationType === "push" && event.cancelable && LOGIN.test(event.destination.url)) {
    event.preventDefault();
    location.replace(event.destination.url);
  }
});

addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("header, nav") === null) {
    history.back();
  }
});
