package io.authservice.keycloak.token.client;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.util.BasicAuthHelper;

/**
 * The id and secret a client sends, in the header or in the form (RFC 6749 section 2.3.1). As with
 * Keycloak's own secrets, the form goes before the header.
 */
public record ClientCredentials(Optional<String> clientId, Optional<String> secret) {

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
    String[] parts = header == null ? null : BasicAuthHelper.RFC6749.parseHeader(header);
    return parts == null
        ? new ClientCredentials(Optional.empty(), Optional.empty())
        : new ClientCredentials(Optional.of(parts[0]), Optional.of(parts[1]));
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ClientCredentials";
  }
}
