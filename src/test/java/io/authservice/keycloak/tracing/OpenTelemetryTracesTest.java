package io.authservice.keycloak.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class OpenTelemetryTracesTest {

  private final List<SpanData> spans = new ArrayList<>();

  @AutoClose
  private final SdkTracerProvider server =
      SdkTracerProvider.builder()
          .addSpanProcessor(SimpleSpanProcessor.create(new Collected()))
          .build();

  private final Traces traces = new OpenTelemetryTraces(() -> new Server(server));

  @Test
  void namesASpanByWhatItIsAndTellsTheRestAsAttributes() {
    try (Step step = traces.begin(Traced.REQUEST, "GET", "/api/users/{id}/", "shop")) {
      step.status(404);
    }

    SpanData span = spans.get(0);
    assertThat(span.getName()).isEqualTo("auth-service request GET /api/users/{id}/");
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("auth-service");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().asMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                AttributeKey.stringKey("http.request.method"),
                "GET",
                AttributeKey.stringKey("http.route"),
                "/api/users/{id}/",
                AttributeKey.stringKey("auth.service.realm"),
                "shop",
                AttributeKey.longKey("http.response.status_code"),
                404L));
  }

  @Test
  void callsAnAnswerOfTheServersFailureAnError() {
    try (Step step = traces.begin(Traced.REQUEST, "GET", "other", "shop")) {
      step.status(503);
    }

    assertThat(spans.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void takesWhatEndsMeanwhileForAPartOfIt() {
    try (Step step = traces.begin(Traced.IMPORT, "one")) {
      traces.ended(Traced.PASSWORD_HASH, TimeUnit.SECONDS.toNanos(2), "md5");
      step.outcome("finished");
    }

    SpanData hash = spans.get(0);
    SpanData whole = spans.get(1);
    assertThat(hash.getName()).isEqualTo("auth-service password hash md5");
    assertThat(hash.getParentSpanId()).isEqualTo(whole.getSpanId());
    assertThat(hash.getEndEpochNanos() - hash.getStartEpochNanos())
        .isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(whole.getAttributes().get(AttributeKey.stringKey("auth.service.outcome")))
        .isEqualTo("finished");
  }

  @Test
  void takesNothingThatOthersNoteOnWhatIsCurrent() {
    try (Step step = traces.begin(Traced.IMPORT_PORTION)) {
      Span.current().setAttribute("kc.userId", "somebody");
      step.outcome("written");
    }

    assertThat(spans.get(0).getAttributes().asMap())
        .containsOnlyKeys(AttributeKey.stringKey("auth.service.outcome"));
  }

  @Test
  void notesNothingThatIsAPartOfNothing() {
    traces.ended(Traced.PASSWORD_HASH, 1, "md5");

    assertThat(spans).isEmpty();
  }

  @Test
  void leavesTheThreadAsItWas() {
    try (Step step = traces.begin(Traced.IMPORT_PORTION)) {
      step.outcome("written");
    }

    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void aServerThatDoesNotTraceIsToldNothing() {
    Traces none = Traces.none();

    try (Step step = none.begin(Traced.IMPORT, "one")) {
      step.status(500);
      step.outcome("failed");
      none.ended(Traced.PASSWORD_HASH, 1, "md5");
      assertThat(none.begin(Traced.IMPORT_PORTION)).isSameAs(step);
      assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }
  }

  private record Server(TracerProvider provider) implements OpenTelemetry {

    @Override
    public TracerProvider getTracerProvider() {
      return provider;
    }

    @Override
    public Tracer getTracer(String name) {
      return provider.get(name);
    }

    @Override
    public TracerBuilder tracerBuilder(String name) {
      return provider.tracerBuilder(name);
    }

    @Override
    public ContextPropagators getPropagators() {
      return ContextPropagators.noop();
    }
  }

  private final class Collected implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
