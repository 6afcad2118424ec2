package io.authservice.keycloak.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import org.keycloak.Config;

/**
 * Where is told what took how long. Values are given in the order of {@link Traced}. Safe for use
 * by several threads.
 */
public interface Traces {

  /** For a server that traces nothing: does nothing. */
  static Traces none() {
    return new NoTraces();
  }

  /**
   * Those of the server: Keycloak's own, with its exporter and its sampler, if it traces ({@code
   * tracing-enabled}), else {@link #none}.
   *
   * @param options of any provider
   */
  static Traces of(Config.Scope options) {
    return options.root().getBoolean("tracing-enabled", false)
        ? new OpenTelemetryTraces(() -> GlobalOpenTelemetry.get())
        : none();
  }

  /** Begins something, as a part of what the thread is at. */
  Step begin(Traced what, String... values);

  /**
   * Notes something that ended just now, as a part of what the thread is at. If that is nothing
   * that is traced, nothing is noted.
   *
   * @param nanos how long it took
   */
  void ended(Traced what, long nanos, String... values);
}
