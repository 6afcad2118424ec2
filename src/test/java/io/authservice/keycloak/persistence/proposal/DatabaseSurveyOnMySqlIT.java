package io.authservice.keycloak.persistence.proposal;

import io.authservice.keycloak.testing.MySqlFamily;
import io.authservice.keycloak.testing.MySqlServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.testing.MySqlServer#isInstalled",
    disabledReason = MySqlServer.MISSING)
class DatabaseSurveyOnMySqlIT extends DatabaseSurveyOnMySqlContract {

  @Override
  MySqlFamily start(Path directory) {
    return MySqlServer.start(directory);
  }
}
