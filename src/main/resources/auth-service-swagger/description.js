// Shows the OpenAPI document, which is one address above this page, by swagger-ui.

const dark = matchMedia("(prefers-color-scheme: dark)");

function wearTheLook() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}

wearTheLook();
dark.addEventListener("change", wearTheLook);

const ui = SwaggerUIBundle({
  dom_id: "#description",
  url: new URL("../", location.href).href,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
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
