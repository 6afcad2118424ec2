package io.authservice.keycloak.options;

import java.util.Optional;

/** A provider's factory whose options are checked. */
public interface OptionReader {

  /** What it has read; empty before its {@code init}. */
  Optional<CheckedOptions> readOptions();
}
