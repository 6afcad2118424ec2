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

const ui = SwaggerUIBundle({
  dom_id: "#description",
  spec,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  // There is one server, and so nothing to choose.
  plugins: [() => ({ components: { ServersContainer: () => null } })],
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
