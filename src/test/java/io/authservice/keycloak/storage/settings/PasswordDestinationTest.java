package io.authservice.keycloak.storage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.component.ComponentModel;

/**
 * Keycloak changes settings in the realm's cache before they are checked: whoever logs in then must
 * not send the password.
 */
class PasswordDestinationTest {

  private final ComponentModel component = new ComponentModel();

  @BeforeEach
  void save() {
    component.put(DatabaseConfig.URL, "jdbc:postgresql://db/django");
    component.put(DatabaseConfig.USER, "keycloak");
    component.put(DatabaseConfig.PASSWORD, "secret");
    PasswordDestination.seal(component);
  }

  @Test
  void hasThePasswordOfTheSettingsThatWereSaved() {
    component.put(DatabaseConfig.POOL_SIZE, "3");

    assertThat(database().password()).isEqualTo("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "databaseUrl, jdbc:postgresql://thief/django",
    "databaseUrl, jdbc:postgresql://db/django?sslmode=disable",
    "databaseUser, thief"
  })
  void hasNoPasswordForSettingsThatWereNot(String setting, String value) {
    component.put(setting, value);

    assertThatThrownBy(this::database)
        .isInstanceOf(DatabaseRefusedException.class)
        .hasMessageContaining("saved for another database")
        .hasMessageNotContaining("secret");
  }

  @Test
  void sealsNothingWithoutADatabase() {
    component.getConfig().remove(DatabaseConfig.URL);
    PasswordDestination.seal(component);

    assertThat(component.getConfig()).doesNotContainKey(PasswordDestination.SETTING);
  }

  private BridgeSettings database() {
    return DatabaseConfig.of(component).database(null, null);
  }
}
