package io.authservice.keycloak.admin.page;

import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.exchange.Mount;
import io.authservice.keycloak.http.exchange.PageFiles;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.json.JsonWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.Version;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;
import org.keycloak.urls.UrlType;

/**
 * The page on which administrators keep users and groups, below {@code console/}. It is the same
 * for everyone: what it shows it asks the Admin API for, with the token of whoever logs in. It
 * wears the style sheets that the server ships for its own console.
 */
public final class ConsoleMount implements Mount {

  /** The client by which the page logs in; the realm template has it. */
  private static final String CLIENT = "auth-service-console";

  /** Its tokens are good for all that an administrator of the realm may do. */
  private static final String OPERATIONS_CLIENT = "auth-service-operations";

  private static final String PATH = "/console/";
  private static final String MESSAGES = "authServiceConsole";

  /** Stands in the page for the address of the themes' files, which has the server's version. */
  private static final String RESOURCES = "${resources}";

  /** Stands for the directory of the page's own files, which has their version. */
  private static final String FILES = "${files}";

  /**
   * Stands for links to all modules, which the browser fetches at once: each names others, and one
   * after the other would be many ways to the server and back.
   */
  private static final String PRELOADS = "${preloads}";

  private static final Pattern VERSIONED = Pattern.compile("([0-9a-f]{32})/([^/]+)");

  private final KeycloakSession session;
  private final PageFiles files;
  private final JsonWriter json;

  public ConsoleMount(KeycloakSession session, ConsoleFiles files, JsonWriter json) {
    this.session = session;
    this.files = files.files();
    this.json = json;
  }

  @Override
  public boolean serves(ApiRequest request) {
    return request.path().startsWith(PATH);
  }

  /**
   * Answers a request.
   *
   * @throws ApiException 404 if nothing is served at the path, 405 for all but reading
   */
  @Override
  public Response answer(ApiRequest request) {
    if (!request.isRead()) {
      throw ApiException.methodNotAllowed(request.method());
    }
    String name = request.path().substring(PATH.length()).replaceFirst("/$", "");
    if (name.isEmpty()) {
      return page(request);
    }
    if (name.equals("config")) {
      return config(request);
    }
    Matcher versioned = VERSIONED.matcher(name);
    if (!versioned.matches()) {
      throw ApiException.notFound();
    }
    return files.answer(request, versioned.group(1), versioned.group(2));
  }

  /** Its files are named relative to it, and so is it registered as the client's redirect URI. */
  private Response page(ApiRequest request) {
    if (!request.originalPath().endsWith("/")) {
      return PageFiles.secured(request, Response.status(301))
          .header(HttpHeaders.LOCATION, request.withSlashAppended())
          .build();
    }
    return PageFiles.page(request, filled(files.text("index.html")), policy())
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .build();
  }

  private String filled(String html) {
    String preloads =
        ConsoleFiles.modules()
            .map(name -> "<link rel=\"modulepreload\" href=\"" + FILES + "/" + name + "\" />")
            .collect(Collectors.joining("\n    "));
    return html.replace(PRELOADS, preloads)
        .replace(FILES, files.version())
        .replace(RESOURCES, resources());
  }

  /** Where the server has its themes' files, on the host on which the page is shown. */
  private String resources() {
    return URI.create(base(UrlType.ADMIN)).getRawPath() + "/resources/" + Version.RESOURCES_VERSION;
  }

  /** The token endpoint and the Admin API may be on other hosts than the page. */
  private String policy() {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
        + " font-src 'self'; connect-src 'self' "
        + Stream.of(UrlType.FRONTEND, UrlType.ADMIN)
            .map(type -> origin(base(type)))
            .distinct()
            .collect(Collectors.joining(" "))
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private Response config(ApiRequest request) {
    RealmModel realm = session.getContext().getRealm();
    Locale locale = session.getContext().resolveLocale(null);
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("realm", realm.getName());
    config.put("client_id", enabled(realm, CLIENT));
    config.put("operations_client_id", enabled(realm, OPERATIONS_CLIENT));
    config.put("auth_url", base(UrlType.FRONTEND));
    config.put("admin_url", base(UrlType.ADMIN));
    config.put("locale", locale.toLanguageTag());
    config.put("messages", messages(realm, locale));
    return PageFiles.secured(request, Response.ok(json.write(config)))
        .header(HttpHeaders.CONTENT_TYPE, "application/json")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static @Nullable String enabled(RealmModel realm, String clientId) {
    ClientModel client = realm.getClientByClientId(clientId);
    return client != null && client.isEnabled() ? clientId : null;
  }

  /** Those of the realm's admin theme, so that a theme or the realm may reword them. */
  private Map<String, String> messages(RealmModel realm, Locale locale) {
    try {
      Properties all =
          session.theme().getTheme(Theme.Type.ADMIN).getEnhancedMessages(realm, locale);
      Map<String, String> own = new TreeMap<>();
      for (String key : all.stringPropertyNames()) {
        if (key.startsWith(MESSAGES)) {
          own.put(key.substring(MESSAGES.length()), all.getProperty(key));
        }
      }
      return own;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String base(UrlType type) {
    return session.getContext().getUri(type).getBaseUri().toString().replaceFirst("/$", "");
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
