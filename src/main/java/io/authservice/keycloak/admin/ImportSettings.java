package io.authservice.keycloak.admin;

import java.nio.file.Path;
import java.util.Optional;
import org.keycloak.Config;

/**
 * The options of the import, read once at start-up.
 *
 * @param directory where files may be imported from; none unless it is set
 * @param maxBytes the largest file that is taken in a request
 */
record ImportSettings(Optional<Path> directory, long maxBytes) {

  private static final long TWO_GIBIBYTES = 2L * 1024 * 1024 * 1024;

  static ImportSettings of(Config.Scope options) {
    return new ImportSettings(
        Optional.ofNullable(options.get("import-directory"))
            .filter(path -> !path.isBlank())
            .map(Path::of),
        options.getLong("import-max-bytes", TWO_GIBIBYTES));
  }
}
