package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.testing.MySqlFamily;
import io.authservice.keycloak.testing.MySqlServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.MySqlServer#isInstalled",
    disabledReason = MySqlServer.MISSING)
class UserModelsOnMySqlIT extends UserModelsOnMySqlContract {

  @Override
  MySqlFamily start(Path directory) {
    return MySqlServer.start(directory);
  }
}
