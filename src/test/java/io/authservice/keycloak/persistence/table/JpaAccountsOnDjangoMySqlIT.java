package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.testing.MySqlFamily;
import io.authservice.keycloak.testing.MySqlServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.MySqlServer#isInstalled",
    disabledReason = MySqlServer.MISSING)
class JpaAccountsOnDjangoMySqlIT extends JpaAccountsOnDjangoMySqlContract {

  @TempDir private static Path directory;

  @Override
  MySqlFamily start() {
    return MySqlServer.start(directory);
  }
}
