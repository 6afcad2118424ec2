package io.authservice.keycloak.token.endpoint;

import io.authservice.keycloak.token.PartialProxy;
import io.authservice.keycloak.token.client.ClientCredentials;
import jakarta.ws.rs.core.AbstractMultivaluedMap;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;

/**
 * The request being served, dressed up as a POST of a form to one of Keycloak's OAuth2 endpoints
 * (RFC 6749 section 4.3.2).
 */
final class FormRequest {

  /** No parameter has a longer name, and Keycloak logs names. */
  private static final int LONGEST_NAME = 100;

  /** The origin is settled by our own CORS rules; a DPoP proof names the address we serve. */
  private static final Set<String> ALWAYS_HIDDEN = Set.of("cookie", "origin", "dpop");

  private static final Set<String> HIDDEN_WITH_CREDENTIALS =
      Set.of("authorization", "cookie", "origin", "dpop");

  private final HttpRequest actual;
  private final MultivaluedMap<String, String> form;
  private final Set<String> hidden;

  private FormRequest(HttpRequest actual, Map<String, String> form, Set<String> hidden) {
    this.actual = actual;
    this.form = new MultivaluedHashMap<>();
    form.forEach(
        (name, value) -> {
          if (name.length() <= LONGEST_NAME) {
            this.form.putSingle(name, value);
          }
        });
    this.hidden = hidden;
  }

  /** The form alone names the client: the caller's own credentials are not taken for its. */
  static FormRequest withoutCredentials(HttpRequest actual, Map<String, String> form) {
    return new FormRequest(actual, form, HIDDEN_WITH_CREDENTIALS);
  }

  /** The client authenticates by the form or by the request's {@code Authorization} header. */
  static FormRequest withCredentials(HttpRequest actual, Map<String, String> form) {
    return new FormRequest(actual, form, ALWAYS_HIDDEN);
  }

  HttpRequest asHttpRequest() {
    HttpHeaders headers =
        PartialProxy.over(HttpHeaders.class, actual.getHttpHeaders(), this::header);
    return PartialProxy.over(
        HttpRequest.class,
        actual,
        (method, arguments) ->
            switch (method.getName()) {
              case "getHttpMethod" -> "POST";
              case "getDecodedFormParameters" -> form;
              case "getHttpHeaders" -> headers;
              default -> method.invoke(actual, arguments);
            });
  }

  private @Nullable Object header(Method method, Object @Nullable [] arguments)
      throws ReflectiveOperationException {
    String name =
        arguments != null && arguments.length == 1 && arguments[0] instanceof String text
            ? text.toLowerCase(Locale.ROOT)
            : "";
    if (hidden.contains(name)) {
      return method.getReturnType() == List.class ? List.of() : null;
    }
    if (name.equals("authorization")) {
      List<String> readable = authorization(actual.getHttpHeaders().getRequestHeader(name));
      return method.getReturnType() == List.class
          ? readable
          : readable.isEmpty() ? null : String.join(",", readable);
    }
    if (name.equals("content-type")) {
      return method.getReturnType() == List.class
          ? List.of(MediaType.APPLICATION_FORM_URLENCODED)
          : MediaType.APPLICATION_FORM_URLENCODED;
    }
    return switch (method.getName()) {
      case "getMediaType" -> MediaType.APPLICATION_FORM_URLENCODED_TYPE;
      case "getRequestHeaders" -> formHeaders();
      default -> method.invoke(actual.getHttpHeaders(), arguments);
    };
  }

  private static List<String> authorization(@Nullable List<String> sent) {
    return sent == null ? List.of() : sent.stream().map(ClientCredentials::readable).toList();
  }

  private MultivaluedMap<String, String> formHeaders() {
    MultivaluedMap<String, String> headers = new Headers();
    actual
        .getHttpHeaders()
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!hidden.contains(name.toLowerCase(Locale.ROOT))
                  && !name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                headers.put(
                    name,
                    name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION)
                        ? authorization(values)
                        : values);
              }
            });
    headers.putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED);
    return headers;
  }

  /** Names are looked up in any letter case (RFC 9110 section 5.1), as in the actual request. */
  private static final class Headers extends AbstractMultivaluedMap<String, String> {
    Headers() {
      super(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    }
  }
}
