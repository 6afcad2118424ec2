package io.authservice.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.WrongStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do not start, for their options are not what their operator takes them for. */
class WrongOptionsIT {

  private static final String OURS = "--spi-realm-restapi-extension--auth-service--";

  @TempDir private Path directory;

  /** Given on the command line, in the environment and in the configuration's file. */
  @Test
  void thoseThatDoNotExistAreNamedWithWhatWasMeant() throws IOException {
    Path file = directory.resolve("keycloak.conf");
    Files.writeString(file, "spi-storage--auth-service-users--staf-console=page\n");

    String said =
        WrongStart.of(
            "unknown-options",
            Map.of(
                "KC_CONFIG_FILE",
                file.toString(),
                "KC_SPI_REALM_RESTAPI_EXTENSION__AUTH_SERVICE__REGISTRATON_OPEN",
                "false",
                "KC_SPI_ADMIN_REALM_RESTAPI_EXTENSION__AUTH_SERVICE__IMPORT_DIRECTORIES",
                "/nowhere"),
            List.of(OURS + "legacy-jwt-secrt=never-to-be-shown", OURS + "import-max-bytes=5"));

    assertThat(said)
        .contains(
            "There is no option "
                + OURS
                + "legacy-jwt-secrt; the most like it is "
                + OURS
                + "legacy-jwt-secret",
            OURS + "registraton-open; the most like it is " + OURS + "registration-open",
            OURS
                + "import-max-bytes; the most like it is"
                + " --spi-admin-realm-restapi-extension--auth-service--import-max-bytes",
            "--import-directories; the most like it is"
                + " --spi-admin-realm-restapi-extension--auth-service--import-directory",
            "--staf-console; the most like it is"
                + " --spi-storage--auth-service-users--staff-console")
        .doesNotContain("never-to-be-shown");
  }

  @Test
  void thoseThatMeanNothingWithoutOthersAreNamed() {
    assertThat(
            WrongStart.of(
                "contradictions",
                Map.of(),
                List.of(OURS + "admin-entry=true", OURS + "root-routing=false")))
        .contains("admin-entry needs root-routing, which is switched off");
  }
}
