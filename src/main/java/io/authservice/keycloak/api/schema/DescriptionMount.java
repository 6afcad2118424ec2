package io.authservice.keycloak.api.schema;

import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.Mount;
import io.authservice.keycloak.http.exchange.PageFiles;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The document as a page to try it out on: swagger-ui, which comes with the JAR, beside the
 * document. It is the same for everyone and asks the API with whatever token it is given, or gets
 * by a login.
 */
public final class DescriptionMount implements Mount {

  /** Below the server's root and below the realm's address alike. */
  public static final String PATH = "/api/schema/swagger-ui/";

  /** The client by which the page logs in; the realm template has it. */
  private static final String CLIENT = "auth-service-swagger";

  /** Where a login comes back to, in a window that hands on what it was told and closes. */
  private static final String BACK = "oauth2-redirect.html";

  private static final String PAGE = "index.html";
  private static final String CLIENT_PLACE = "${client}";

  private static final List<String> NAMES =
      List.of(
          PAGE,
          BACK,
          "description.css",
          "description.js",
          "oauth2-redirect.js",
          "swagger-ui-bundle.js",
          "swagger-ui-bundle.js.LICENSE.txt",
          "swagger-ui.css");

  private static final String SELF = "default-src 'none'; script-src 'self'";
  private static final String CLOSED =
      "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final KeycloakSession session;
  private final PageFiles files;

  public DescriptionMount(KeycloakSession session, PageFiles files) {
    this.session = session;
    this.files = files;
  }

  /** Reads the page's files, which all sessions share. */
  public static PageFiles files() {
    return new PageFiles("/auth-service-swagger/", NAMES);
  }

  @Override
  public boolean serves(ApiRequest request) {
    return request.path().startsWith(PATH);
  }

  /**
   * Answers a request.
   *
   * @throws ApiException 403 over plain HTTP where the realm forbids it, 404 if nothing is served
   *     at the path, 405 for all but reading
   */
  @Override
  public Response answer(ApiRequest request) {
    if (request.lacksHttps()) {
      throw ApiException.httpsRequired();
    }
    if (!request.isRead()) {
      throw ApiException.methodNotAllowed(request.method());
    }
    String name = request.path().substring(PATH.length()).replaceFirst("/$", "");
    return switch (name) {
      case "" -> page(request);
      // Without a policy for its opener: it hands on to it what the login answered.
      case BACK -> PageFiles.page(request, files.text(BACK), SELF + CLOSED).build();
      default -> files.answer(request, name);
    };
  }

  /** Its files, and the document, are named relative to it. */
  private Response page(ApiRequest request) {
    if (!request.originalPath().endsWith("/")) {
      return PageFiles.secured(request, Response.status(Response.Status.MOVED_PERMANENTLY))
          .header(HttpHeaders.LOCATION, request.withSlashAppended())
          .build();
    }
    return PageFiles.page(
            request, files.text(PAGE).replace(CLIENT_PLACE, client()), policy(request))
        .header("Cross-Origin-Opener-Policy", "same-origin-allow-popups")
        .build();
  }

  /** Empty where the realm has none for this page. */
  private String client() {
    RealmModel realm = session.getContext().getRealm();
    ClientModel client = realm.getClientByClientId(CLIENT);
    return client != null && client.isEnabled() ? CLIENT : "";
  }

  /** The icons of swagger-ui stand in its style sheet; the API may be on another host. */
  private static String policy(ApiRequest request) {
    URI server = URI.create(request.server());
    return SELF
        + "; style-src 'self'; img-src 'self' data:; connect-src 'self' "
        + server.getScheme()
        + "://"
        + server.getRawAuthority()
        + CLOSED;
  }
}
