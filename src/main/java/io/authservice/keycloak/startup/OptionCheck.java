package io.authservice.keycloak.startup;

import io.authservice.keycloak.options.OptionNames;
import io.authservice.keycloak.options.OptionReader;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;

/** Stops a start with options for us that nobody reads. */
final class OptionCheck {

  private OptionCheck() {}

  /**
   * Looks at the options of all our providers, once these have read theirs.
   *
   * @throws IllegalArgumentException naming those that do not exist
   */
  @SuppressWarnings("deprecation") // Nothing else tells what is set.
  static void run(KeycloakSessionFactory factory, Config.Scope anyOptions) {
    new OptionNames(
            factory.getSpis().stream()
                .flatMap(spi -> factory.getProviderFactoriesStream(spi.getProviderClass()))
                .filter(OptionReader.class::isInstance)
                .map(OptionReader.class::cast)
                .map(OptionReader::readOptions)
                .flatMap(Optional::stream)
                .toList())
        .requireKnown(anyOptions.root().getPropertyNames());
  }
}
