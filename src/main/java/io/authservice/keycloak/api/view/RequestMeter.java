package io.authservice.keycloak.api.view;

import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;

/**
 * Measures requests by the endpoint they reach, never by what a client made up: whatever is none of
 * a known list is told as {@code other}.
 */
public final class RequestMeter {

  private static final String OTHER = "other";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Meters meters;
  private final Function<String, Optional<String>> templates;
  private final KeycloakSession session;

  /**
   * A meter of one session's requests.
   *
   * @param templates of the paths that are told apart, such as {@code /api/users/{id}/}
   */
  public RequestMeter(
      Meters meters, Function<String, Optional<String>> templates, KeycloakSession session) {
    this.meters = meters;
    this.templates = templates;
    this.session = session;
  }

  Response measured(ApiRequest request, Function<ApiRequest, Response> answer) {
    long start = System.nanoTime();
    Response response = answer.apply(request);
    meters.time(
        Meter.REQUESTS,
        System.nanoTime() - start,
        session.getContext().getRealm().getName(),
        templates.apply(request.path()).orElse(OTHER),
        METHODS.contains(request.method()) ? request.method() : OTHER,
        Integer.toString(response.getStatus()));
    return response;
  }
}
