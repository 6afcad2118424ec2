package io.authservice.keycloak.admin.exchange;

import io.authservice.keycloak.authority.adminapi.AdminCalls;
import io.authservice.keycloak.tracing.Step;
import io.authservice.keycloak.tracing.Traced;
import io.authservice.keycloak.tracing.Traces;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/**
 * Traces calls by the template of their path, never by what was sent: what is on no list is told as
 * {@code other}.
 */
public final class CallTraces {

  private static final String OTHER = "other";
  private static final AdminCalls.Route UNKNOWN = new AdminCalls.Route(OTHER, OTHER);

  private final Traces traces;
  private final AdminCalls calls;

  public CallTraces(Traces traces, AdminCalls calls) {
    this.traces = traces;
    this.calls = calls;
  }

  /**
   * The answer of the work, which is what the current thread was asked for.
   *
   * @param realm the name of the one that the call is about
   */
  Response traced(String realm, Supplier<Response> work) {
    AdminCalls.Route route = calls.served().orElse(UNKNOWN);
    try (Step step = traces.begin(Traced.REQUEST, route.method(), route.template(), realm)) {
      Response response = work.get();
      step.status(response.getStatus());
      return response;
    }
  }
}
