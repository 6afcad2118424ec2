package io.authservice.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstSuperuserTest {

  private static final String NAME = "AUTH_SERVICE_SUPERUSER_USERNAME";
  private static final String PASSWORD = "AUTH_SERVICE_SUPERUSER_PASSWORD";
  private static final String EMAIL = "AUTH_SERVICE_SUPERUSER_EMAIL";

  @Test
  void theEnvironmentNamesIt() {
    assertThat(
            FirstSuperuser.from(
                Map.of(NAME, " Root ", PASSWORD, " secret ", EMAIL, "root@example.com")))
        .contains(new FirstSuperuser("Root", " secret ", "root@example.com"));
  }

  @Test
  void itNeedsNoEmail() {
    assertThat(FirstSuperuser.from(Map.of(NAME, "root", PASSWORD, "secret")))
        .contains(new FirstSuperuser("root", "secret", ""));
  }

  @ParameterizedTest
  @CsvSource({"'', secret", "' ', secret", "root, ''", "root, ' '"})
  void withoutNameOrPasswordThereIsNone(String name, String password) {
    assertThat(FirstSuperuser.from(Map.of(NAME, name, PASSWORD, password))).isEmpty();
  }

  @Test
  void anEmptyEnvironmentAsksForNone() {
    assertThat(FirstSuperuser.from(Map.of())).isEmpty();
  }

  @Test
  void itsTextTellsNoSecret() {
    assertThat(new FirstSuperuser("root", "secret", "").toString()).doesNotContain("secret");
  }
}
