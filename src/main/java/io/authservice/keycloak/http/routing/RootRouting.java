package io.authservice.keycloak.http.routing;

import io.authservice.keycloak.http.body.BodyLimits;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/** Puts the {@link RequestFilter} in front of the server. */
@ApplicationScoped
public class RootRouting {

  /**
   * Before Keycloak refuses paths that are not normalised: none of those is passed on from here.
   */
  private static final int PRIORITY = 1000;

  private final Configured configured = new Configured();

  void register(@Observes Filters filters) {
    filters.register(configured::handle, PRIORITY);
  }

  void learn(@Observes Router router) {
    configured.router = router;
  }

  /** Set up at the first request: Keycloak's configuration is not there when filters register. */
  private static final class Configured {

    private volatile @Nullable Router router;
    private volatile @Nullable RequestFilter filter;

    private void handle(RoutingContext context) {
      filter().handle(context);
    }

    private synchronized RequestFilter configured() {
      RequestFilter known = filter;
      if (known == null) {
        Config.Scope options = Config.scope("realm-restapi-extension", "auth-service");
        known =
            new RequestFilter(
                new RouteTable(RoutingOptions.of(options, relativePath())),
                BodyLimits.of(options),
                Objects.requireNonNull(router, "the server tells it before it listens"));
        filter = known;
      }
      return known;
    }

    private RequestFilter filter() {
      RequestFilter known = filter;
      return known == null ? configured() : known;
    }

    private static String relativePath() {
      return ConfigProvider.getConfig()
          .getOptionalValue("quarkus.http.root-path", String.class)
          .orElse("");
    }
  }
}
