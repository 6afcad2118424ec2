package io.authservice.keycloak.token.client;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.util.BasicAuthHelper;

/**
 * The id and secret a client sends, in the header or in the form (RFC 6749 section 2.3.1). As with
 * Keycloak's own secrets, the form goes before the header.
 */
public record ClientCredentials(Optional<String> clientId, Optional<String> secret) {

  private static final String SCHEME = "Basic";
  private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  static ClientCredentials of(HttpRequest request) {
    ClientCredentials sent = inHeader(request);
    MediaType type = request.getHttpHeaders().getMediaType();
    if (type == null || !type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
      return sent;
    }
    MultivaluedMap<String, String> form = request.getDecodedFormParameters();
    return new ClientCredentials(
        Optional.ofNullable(form.getFirst(OAuth2Constants.CLIENT_ID)).or(sent::clientId),
        Optional.ofNullable(form.getFirst(OAuth2Constants.CLIENT_SECRET)).or(sent::secret));
  }

  /** Those of the {@code Authorization} header alone; empty if it has none of the kind. */
  public static ClientCredentials inHeader(HttpRequest request) {
    String header = request.getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION);
    String[] parts = header == null ? null : BasicAuthHelper.RFC6749.parseHeader(readable(header));
    return parts == null
        ? new ClientCredentials(Optional.empty(), Optional.empty())
        : new ClientCredentials(Optional.of(parts[0]), Optional.of(parts[1]));
  }

  /**
   * The header as Keycloak reads it, which fails on a percent sign that begins no escape. Clients
   * of django-oauth-toolkit send secrets as they are, and it took such a sign for itself, as
   * Python's {@code unquote_plus} does.
   *
   * @param header an {@code Authorization} header of whatever scheme
   */
  public static String readable(String header) {
    String[] parts = header.strip().split("\\s+", 2);
    if (parts.length < 2 || !parts[0].equalsIgnoreCase(SCHEME)) {
      return header;
    }
    try {
      String sent = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      String escaped = BARE_PERCENT.matcher(sent).replaceAll("%25");
      return escaped.equals(sent)
          ? header
          : SCHEME
              + " "
              + Base64.getEncoder().encodeToString(escaped.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException unreadable) {
      return header;
    }
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ClientCredentials";
  }
}
