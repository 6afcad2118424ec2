package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.testing.Browser;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person with a browser whom a client sends to the authorization endpoint: logs in, answers the
 * consent page and comes back, or stays on a page that asks for neither.
 */
final class AuthorizeFlow {
  private static final String PASSWORD_FIELD = "type=\"password\"";

  private final String baseUrl;
  private final Scene scene;

  AuthorizeFlow(String baseUrl, Scene scene) {
    this.baseUrl = baseUrl;
    this.scene = scene;
  }

  /**
   * Keeps the code, if there is one.
   *
   * @return the last status, and as its body what the person saw and what the client got: {@code
   *     login}, {@code consent}, and {@code redirect} or {@code page}
   */
  Came play(Request.Authorization request) {
    Browser browser = new Browser(baseUrl);
    ObjectNode seen = JsonNodeFactory.instance.objectNode();
    browser.open(
        baseUrl
            + "/o/authorize/?"
            + RequestBody.urlEncoded(scene.placeholders().fill(request.parameters())));
    boolean login = asksForPassword(browser);
    if (login) {
      String who = request.as().orElseThrow();
      browser.submit(
          Map.of(
              "username", scene.value(who, "username"), "password", scene.value(who, "password")));
    }
    boolean consent = browser.status() == 200 && browser.page().contains("name=\"accept\"");
    if (consent) {
      browser.submit(Map.of(request.denies() ? "cancel" : "accept", ""));
    }
    seen.put("login", login);
    seen.put("consent", consent);
    if (browser.address().toString().startsWith(OAuthClient.REDIRECT)) {
      seen.set("redirect", redirect(browser.address()));
    } else {
      seen.put("page", !asksForPassword(browser) ? "html" : login ? "login refused" : "login page");
    }
    return new Came(browser.status(), List.of(), seen.toString());
  }

  private static boolean asksForPassword(Browser browser) {
    return browser.page().contains(PASSWORD_FIELD);
  }

  /** The parameters in the query; one of a fragment, which none was recorded with, has a #. */
  private ObjectNode redirect(URI address) {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    put(parameters, "", address.getRawQuery());
    put(parameters, "#", address.getRawFragment());
    scene.keep("code", Optional.ofNullable(parameters.path("code").textValue()));
    return parameters;
  }

  private static void put(ObjectNode parameters, String prefix, String encoded) {
    for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(prefix + decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
