package io.authservice.keycloak.api.view;

import io.authservice.keycloak.api.schema.ApiDocument;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import jakarta.ws.rs.core.Response;
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
  private final ApiDocument document;
  private final KeycloakSession session;

  public RequestMeter(Meters meters, ApiDocument document, KeycloakSession session) {
    this.meters = meters;
    this.document = document;
    this.session = session;
  }

  Response measured(ApiRequest request, Function<ApiRequest, Response> answer) {
    long start = System.nanoTime();
    Response response = answer.apply(request);
    meters.time(
        Meter.REQUESTS,
        System.nanoTime() - start,
        session.getContext().getRealm().getName(),
        document.template(request.path()).orElse(OTHER),
        METHODS.contains(request.method()) ? request.method() : OTHER,
        Integer.toString(response.getStatus()));
    return response;
  }
}
