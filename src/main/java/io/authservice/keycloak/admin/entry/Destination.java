package io.authservice.keycloak.admin.entry;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.keycloak.Config;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.urls.UrlType;

/**
 * A page that people are led to, on the host that the server says it is served by.
 *
 * @param path below the server's root; {@code {realm}} stands for the realm's name
 * @param fragment likewise; what a page tells its parts by, or empty
 */
record Destination(UrlType host, String path, String fragment) {

  private static final String REALM = "{realm}";

  /** A part of the administrators' page, with its parameters. */
  static Destination page(String route) {
    return new Destination(UrlType.ADMIN, "realms/{realm}/auth-service/console/", route);
  }

  /** A part of Keycloak's admin console. */
  static Destination console(String part) {
    return new Destination(UrlType.ADMIN, "admin/{realm}/console/", "/{realm}/" + part);
  }

  /** The account console, where users see to themselves. */
  static Destination account() {
    return new Destination(UrlType.FRONTEND, "realms/{realm}/account/", "");
  }

  /** Where users choose their own password. */
  static Destination ownPassword() {
    return new Destination(
        UrlType.FRONTEND, "realms/{realm}/account/account-security/signing-in", "");
  }

  static Destination logout() {
    return new Destination(UrlType.FRONTEND, "realms/{realm}/protocol/openid-connect/logout", "");
  }

  /** Keycloak's own console, or the page on which its first administrator is made. */
  static Destination keycloak(KeycloakSession session) {
    RealmModel master = session.realms().getRealmByName(Config.getAdminRealm());
    boolean administered = master != null && session.users().getUsersCount(master) > 0;
    return administered
        ? new Destination(UrlType.ADMIN, "admin/" + master.getName() + "/console/", "")
        : new Destination(UrlType.FRONTEND, "?keycloak/", "");
  }

  /** The description of the API, at a path with a slash at both ends. */
  static Destination description(String path) {
    return new Destination(UrlType.FRONTEND, "realms/{realm}/auth-service" + path, "");
  }

  URI address(KeycloakSession session) {
    KeycloakContext context = session.getContext();
    String realm = segment(context.getRealm().getName());
    String base = context.getUri(host).getBaseUri().toString().replaceFirst("/*$", "/");
    String place = fragment.isEmpty() ? "" : "#" + fragment.replace(REALM, realm);
    return URI.create(base + path.replace(REALM, realm) + place);
  }

  private static String segment(String name) {
    return UriBuilder.fromPath("")
        .segment("{name}")
        .build(name)
        .getRawPath()
        .replaceFirst("^/", "");
  }
}
