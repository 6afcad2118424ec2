package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.testing.MariaDbServer;
import io.authservice.keycloak.testing.MySqlFamily;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.MariaDbServer#isInstalled",
    disabledReason = MariaDbServer.MISSING)
class UserModelsOnMariaDbIT extends UserModelsOnMySqlContract {

  @Override
  MySqlFamily start(Path directory) {
    return MariaDbServer.start(directory);
  }
}
