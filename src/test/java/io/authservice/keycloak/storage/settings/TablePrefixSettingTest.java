package io.authservice.keycloak.storage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.own.OwnTables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentModel;

class TablePrefixSettingTest {

  private static final String PREFIX = TablePrefixSetting.NAME;
  private static final String URL = DatabaseConfig.URL;
  private static final String TABLE = DatabaseConfig.USER_TABLE;

  @ParameterizedTest
  @ValueSource(strings = {"a", "acme", "a1", "a_b", "abcdefghijkl"})
  void aPrefixNamesTheTables(String prefix) {
    OwnTables tables = TablePrefixSetting.tables(component(Map.of(PREFIX, prefix)));

    assertThat(tables.users()).isEqualTo(prefix + "_users_user");
    assertThat(tables.of(UserIdKind.UUID).users()).isEqualTo(prefix + "_users_uuiduser");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "1a", "_a", "a_", "a-b", "a b", "a\"b", "abcdefghijklm", "ä", "a;"})
  void anythingElseIsRefused(String prefix) {
    assertThatThrownBy(() -> TablePrefixSetting.of(component(Map.of(PREFIX, prefix))))
        .isInstanceOf(UnusableSettingException.class)
        .hasMessageStartingWith(PREFIX + " must begin with a lower-case letter");
  }

  /** As earlier versions left it. */
  @Test
  void withoutAPrefixNothingIsNeeded() {
    assertThat(TablePrefixSetting.checked(component(Map.of()))).isEqualTo(OwnTables.PLAIN);
  }

  /** As an administrator's settings are served before they are checked. */
  @Test
  void tablesOfSettingsThatWereNotCheckedAreNotServed() {
    ComponentModel component = component(Map.of(PREFIX, "acme"));
    assertThatThrownBy(() -> TablePrefixSetting.checked(component))
        .isInstanceOf(DatabaseRefusedException.class);

    TablePrefixSetting.seal(component);
    assertThat(TablePrefixSetting.checked(component).prefix()).isEqualTo("acme");

    for (String other : new String[] {"other", ""}) {
      component.put(PREFIX, other);
      assertThatThrownBy(() -> TablePrefixSetting.checked(component))
          .as(other)
          .isInstanceOf(DatabaseRefusedException.class);
    }
  }

  @Test
  void aBridgeIsNotServedFromTablesOfOursBeforeThatWasChecked() {
    ComponentModel component = component(Map.of(URL, "jdbc:sqlite:/db"));
    TablePrefixSetting.seal(component);

    component.put(URL, "");

    assertThatThrownBy(() -> TablePrefixSetting.checked(component))
        .isInstanceOf(DatabaseRefusedException.class);
  }

  @Test
  void theTableIsNamedForVersionsThatKnowNoPrefix() {
    ComponentModel acme = component(Map.of(PREFIX, "acme"));
    TablePrefixSetting.mark(null, acme);
    assertThat(acme.get(TABLE)).isEqualTo("acme_users_user");
    assertThat(DatabaseConfig.of(acme).isBridged()).isFalse();

    ComponentModel other = component(Map.of(PREFIX, "other", TABLE, "acme_users_user"));
    TablePrefixSetting.mark(acme, other);
    assertThat(other.get(TABLE)).isEqualTo("other_users_user");

    ComponentModel without = component(Map.of(TABLE, "acme_users_user"));
    TablePrefixSetting.mark(acme, without);
    assertThat(without.get(TABLE)).isNull();

    ComponentModel bridged =
        component(Map.of(PREFIX, "acme", TABLE, "acme_users_user", URL, "jdbc:sqlite:/db"));
    TablePrefixSetting.mark(acme, bridged);
    assertThat(DatabaseConfig.of(bridged).userTable()).isEqualTo("users_user");
  }

  @Test
  void anotherTableIsRefusedWithoutABridge() {
    ComponentModel component = component(Map.of(PREFIX, "acme", TABLE, "auth_user"));
    TablePrefixSetting.mark(null, component);

    assertThatThrownBy(() -> DatabaseConfig.of(component))
        .isInstanceOf(UnusableSettingException.class)
        .hasMessageStartingWith(TABLE);
  }

  private static ComponentModel component(Map<String, String> settings) {
    ComponentModel component = new ComponentModel();
    settings.forEach(component::put);
    return component;
  }
}
