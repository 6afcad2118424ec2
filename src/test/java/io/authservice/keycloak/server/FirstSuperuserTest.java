package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstSuperuserTest {

  @Test
  void hasARandomPasswordWhenNobodyChoseOne() {
    FirstSuperuser one = FirstSuperuser.plan(Optional.empty(), Map.of());
    FirstSuperuser other = FirstSuperuser.plan(Optional.empty(), Map.of());

    assertThat(one.name()).isEqualTo("admin");
    assertThat(one.generatedPassword()).hasValueSatisfying(p -> assertThat(p).hasSize(20));
    assertThat(one.generatedPassword()).isNotEqualTo(other.generatedPassword());
    assertThat(one.environment())
        .containsEntry(FirstSuperuser.PASSWORD, one.generatedPassword().orElseThrow())
        .containsEntry(FirstSuperuser.EMAIL, "admin@example.com");
  }

  @Test
  void isTheOneFromTheEnvironment() {
    FirstSuperuser superuser =
        FirstSuperuser.plan(
            Optional.empty(),
            Map.of(FirstSuperuser.USERNAME, "jo", FirstSuperuser.PASSWORD, "secret"));

    assertThat(superuser.name()).isEqualTo("jo");
    assertThat(superuser.generatedPassword()).isEmpty();
    assertThat(superuser.environment()).containsEntry(FirstSuperuser.PASSWORD, "secret");
    assertThat(superuser.toString()).doesNotContain("secret");
  }

  @Test
  void isNotMadeAgainOnKnownData() {
    FirstSuperuser superuser = FirstSuperuser.plan(Optional.of("jo"), Map.of());

    assertThat(superuser.name()).isEqualTo("jo");
    assertThat(superuser.generatedPassword()).isEmpty();
    assertThat(superuser.environment()).isEmpty();
  }
}
