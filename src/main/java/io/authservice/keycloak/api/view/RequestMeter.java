package io.authservice.keycloak.api.view;

import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.tracing.Step;
import io.authservice.keycloak.tracing.Traced;
import io.authservice.keycloak.tracing.Traces;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;

/**
 * Measures and traces requests by the endpoint they reach, never by what a client made up: whatever
 * is none of a known list is told as {@code other}.
 */
public final class RequestMeter {

  private static final String OTHER = "other";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Meters meters;
  private final Traces traces;
  private final Function<String, Optional<String>> templates;
  private final KeycloakSession session;

  /**
   * A meter of one session's requests.
   *
   * @param templates of the paths that are told apart, such as {@code /api/users/{id}/}
   */
  public RequestMeter(
      Meters meters,
      Traces traces,
      Function<String, Optional<String>> templates,
      KeycloakSession session) {
    this.meters = meters;
    this.traces = traces;
    this.templates = templates;
    this.session = session;
  }

  Response measured(ApiRequest request, Function<ApiRequest, Response> answer) {
    String realm = session.getContext().getRealm().getName();
    String endpoint = templates.apply(request.path()).orElse(OTHER);
    String method = METHODS.contains(request.method()) ? request.method() : OTHER;
    try (Step step = traces.begin(Traced.REQUEST, method, endpoint, realm)) {
      long start = System.nanoTime();
      Response response = answer.apply(request);
      int status = response.getStatus();
      step.status(status);
      meters.time(
          Meter.REQUESTS,
          System.nanoTime() - start,
          realm,
          endpoint,
          method,
          Integer.toString(status));
      return response;
    }
  }
}
