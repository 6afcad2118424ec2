// Shows the OpenAPI document, which is one address above this page, by swagger-ui.

const dark = matchMedia("(prefers-color-scheme: dark)");

function wearTheLook() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

wearTheLook();
dark.addEventListener("change", wearTheLook);

/** Names and reaches what swagger-ui leaves without a name, or out of a keyboard's reach. */
function mend() {
  for (const button of document.querySelectorAll(".close-modal:not([aria-label])")) {
    button.setAttribute("aria-label", "Close");
  }
  for (const scrolled of document.querySelectorAll(".modal-ux-content:not([tabindex])")) {
    scrolled.setAttribute("tabindex", "0");
  }
  for (const dialog of document.querySelectorAll(".modal-ux:not([role])")) {
    dialog.setAttribute("role", "dialog");
    dialog.setAttribute("aria-modal", "true");
    const heading = dialog.querySelector("h3");
    heading?.setAttribute("aria-level", "2");
    dialog.setAttribute("aria-label", heading?.textContent ?? "");
  }
  for (const heading of document.querySelectorAll(".auth-container h4:not([aria-level])")) {
    heading.setAttribute("aria-level", "3");
  }
}

new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });

const answer = await fetch("../", { headers: { Accept: "application/json" } });
/** @type {OpenApiDocument} */
const spec = await answer.json();

// Where the API takes a bearer token, that of a login will do. The document does not say so
// itself: clients that are generated of it would send such a token without the word "Bearer".
for (const [path, operations] of Object.entries(spec.paths)) {
  for (const [method, { security }] of Object.entries(operations)) {
    if (!path.startsWith("/o/") && security?.some((way) => "bearer" in way)) {
      security.push({ oauth2: [method === "get" ? "read" : "write"] });
    }
  }
}

/**
 * A level between the title and the headings of the operations, which swagger-ui leaves out.
 *
 * @param {unknown} Operations
 * @param {SwaggerUISystem} system
 * @returns {(props: object) => unknown}
 */
const headed =
  (Operations, { React }) =>
  (props) =>
    React.createElement(
      React.Fragment,
      null,
      React.createElement("h2", { className: "unseen" }, "Operations"),
      React.createElement(Operations, props),
    );

/**
 * What the document says of itself, as a part of the page that can be found: swagger-ui puts it
 * within a section, where a header alone is none.
 *
 * @param {unknown} Information
 * @param {SwaggerUISystem} system
 * @returns {(props: object) => unknown}
 */
const inHeader =
  (Information, { React }) =>
  (props) =>
    React.createElement("header", { role: "banner" }, React.createElement(Information, props));

const ui = SwaggerUIBundle({
  dom_id: "#description",
  spec,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  // There is one server, and so nothing to choose.
  plugins: [
    () => ({
      components: { ServersContainer: () => null },
      wrapComponents: { InfoContainer: inHeader, operations: headed },
    }),
  ],
  // Its links would stand within buttons.
  deepLinking: false,
  // Tokens are kept in this page alone, and for as long as it is open.
  persistAuthorization: false,
  // No document but ours, and nobody else is asked what he thinks of it.
  queryConfigEnabled: false,
  validatorUrl: null,
  oauth2RedirectUrl: new URL("oauth2-redirect.html", location.href).href,
});

ui.initOAuth({
  clientId: document.body.dataset.client,
  scopes: "read write",
  usePkceWithAuthorizationCodeGrant: true,
});

export {};
