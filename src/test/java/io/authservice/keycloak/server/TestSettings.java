package io.authservice.keycloak.server;

import java.util.List;
import java.util.Map;

/** What the tests' servers are told beyond the defaults of {@link KeycloakServer}. */
public final class TestSettings {
  public static final String REALM = "auth-service";
  public static final String SUPERUSER_NAME = "root";
  public static final String SUPERUSER_PASSWORD = "correct-horse-battery";

  /**
   * Administrator of the master realm, for tests that set the stage through Keycloak's Admin API.
   */
  public static final String MASTER_ADMIN_NAME = "master-admin";

  public static final String MASTER_ADMIN_PASSWORD = "master-battery-staple";

  /** Variables of the server's environment. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of(
          FirstSuperuser.USERNAME,
          SUPERUSER_NAME,
          FirstSuperuser.PASSWORD,
          SUPERUSER_PASSWORD,
          FirstSuperuser.EMAIL,
          "root@example.com",
          // Django's million would make each login take a second.
          "KC_SPI_STORAGE__AUTH_SERVICE_USERS__PASSWORD_ITERATIONS",
          "1000",
          // Staff are tried at the doors of Keycloak's console too.
          "KC_SPI_STORAGE__AUTH_SERVICE_USERS__STAFF_CONSOLE",
          "keycloak",
          "KC_SPI_REALM_RESTAPI_EXTENSION__AUTH_SERVICE__CORS_ORIGINS",
          "https://app.example",
          "KC_SPI_REALM_RESTAPI_EXTENSION__AUTH_SERVICE__SWAGGER_PAGE",
          "true",
          "KC_BOOTSTRAP_ADMIN_USERNAME",
          MASTER_ADMIN_NAME,
          "KC_BOOTSTRAP_ADMIN_PASSWORD",
          MASTER_ADMIN_PASSWORD);

  /** Options of {@code kc.sh start}: what the tests of all classes may count on. */
  public static final List<String> OPTIONS = List.of();

  private TestSettings() {}
}
