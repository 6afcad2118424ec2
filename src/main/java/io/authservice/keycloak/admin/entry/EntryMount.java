package io.authservice.keycloak.admin.entry;

import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.HtmlText;
import io.authservice.keycloak.http.exchange.Mount;
import io.authservice.keycloak.http.exchange.SafeHeaders;
import io.authservice.keycloak.http.routing.EntryPaths;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * Leads people who open the server's root or an address of Django's admin to the page that does
 * that job, and explains {@code /api/} and {@code /o/} to browsers. Programs are answered as ever.
 */
public final class EntryMount implements Mount {

  static final String ADMIN = "/admin/";

  /** What the API answers there to programs is that there is nothing. */
  private static final List<String> EXPLAINED = List.of("/api/", "/o/");

  private final KeycloakSession session;
  private final String description;

  /**
   * Leads people of one session.
   *
   * @param description where people read what the API does, with a slash at both ends
   */
  public EntryMount(KeycloakSession session, String description) {
    this.session = session;
    this.description = description;
  }

  @Override
  public boolean serves(ApiRequest request) {
    String path = request.path();
    return request.isRead()
        && (path.equals(EntryPaths.START)
            || path.startsWith(ADMIN)
            || (EXPLAINED.contains(path) && isFromABrowser(request)));
  }

  private static boolean isFromABrowser(ApiRequest request) {
    return request
        .header(HttpHeaders.ACCEPT)
        .filter(types -> types.contains("text/html"))
        .isPresent();
  }

  @Override
  public Response answer(ApiRequest request) {
    EntryPage page = EntryPage.of(session, Destination.description(description));
    String path = request.path();
    if (EXPLAINED.contains(path)) {
      return html(request, 200, page.explained());
    }
    if (!path.startsWith(ADMIN)) {
      return html(request, 200, page.start());
    }
    Optional<Destination> place =
        DjangoAddresses.find(path.substring(ADMIN.length()), request::query);
    return place.isPresent()
        ? secured(request, Response.status(Response.Status.FOUND))
            .header(HttpHeaders.LOCATION, place.get().address(session).toString())
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .build()
        : html(request, 404, page.unknown());
  }

  private static Response html(ApiRequest request, int status, String page) {
    return secured(request, Response.status(status).entity(page))
        .header(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, "Accept, Accept-Language")
        .header("Content-Security-Policy", HtmlText.POLICY)
        .header("X-Frame-Options", "DENY")
        .build();
  }

  private static Response.ResponseBuilder secured(
      ApiRequest request, Response.ResponseBuilder response) {
    return SafeHeaders.in(response, request, "same-origin");
  }
}
