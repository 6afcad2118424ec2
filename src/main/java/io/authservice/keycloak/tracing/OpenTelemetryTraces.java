package io.authservice.keycloak.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.function.Supplier;

/** Traces by OpenTelemetry, whose current span in a thread is what the thread is at. */
final class OpenTelemetryTraces implements Traces {

  private static final String SCOPE = "auth-service";

  private static final int FAILURES = 500;

  private final Supplier<OpenTelemetry> server;

  /**
   * Asks for nothing yet.
   *
   * @param server asked at each use: it is not there while providers are made
   */
  OpenTelemetryTraces(Supplier<OpenTelemetry> server) {
    this.server = server;
  }

  /**
   * Current is a stand-in that has the span's place and takes no attributes: Keycloak notes users,
   * sessions and clients on whatever span is current.
   */
  @Override
  @SuppressWarnings("MustBeClosedChecker") // Whoever began the step closes it, and the scope so.
  public Step begin(Traced what, String... values) {
    Span span = builder(what, values).startSpan();
    return new Running(span, Span.wrap(span.getSpanContext()).makeCurrent());
  }

  @Override
  public void ended(Traced what, long nanos, String... values) {
    if (!Span.current().getSpanContext().isValid()) {
      return;
    }
    Instant end = Instant.now();
    builder(what, values).setStartTimestamp(end.minusNanos(nanos)).startSpan().end(end);
  }

  private SpanBuilder builder(Traced what, String... values) {
    SpanBuilder builder = server.get().getTracer(SCOPE).spanBuilder(what.name(values));
    for (int i = 0; i < values.length; i++) {
      builder.setAttribute(what.attributes().get(i), values[i]);
    }
    return builder;
  }

  private record Running(Span span, Scope scope) implements Step {

    @Override
    public void status(int code) {
      span.setAttribute(Traced.STATUS, code);
      if (code >= FAILURES) {
        span.setStatus(StatusCode.ERROR);
      }
    }

    @Override
    public void outcome(String word) {
      span.setAttribute(Traced.OUTCOME, word);
    }

    @Override
    public void close() {
      scope.close();
      span.end();
    }
  }
}
