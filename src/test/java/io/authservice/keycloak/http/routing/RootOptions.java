package io.authservice.keycloak.http.routing;

import io.authservice.keycloak.http.body.BodyLimits;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** What is read of the server's options before a request reaches a provider. */
public final class RootOptions {

  private RootOptions() {}

  /** Reads them all, where nothing is said to Quarkus. */
  public static void read(org.keycloak.Config.Scope options) {
    ConfigProviderResolver resolver = ConfigProviderResolver.instance();
    Config nothing = resolver.getBuilder().withConverters(new MemorySizeConverter()).build();
    resolver.registerConfig(nothing, RootOptions.class.getClassLoader());
    try {
      RoutingOptions.of(options, "");
      BodyLimits.of(options);
    } finally {
      resolver.releaseConfig(nothing);
    }
  }
}
