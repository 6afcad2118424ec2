package io.authservice.keycloak.migration.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.migration.check.ImportOptions.Existing;
import io.authservice.keycloak.migration.check.ImportOptions.InvalidOptionException;
import io.authservice.keycloak.migration.check.ImportOptions.RawPasswords;
import io.authservice.keycloak.migration.check.ImportOptions.Source;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportOptionsTest {

  @Test
  void theDefaultsRefuseWhatIsBadAndKeepWhatIsThere() {
    assertThat(options(Map.of()))
        .isEqualTo(
            new ImportOptions(
                Source.DUMP,
                false,
                false,
                Existing.SKIP,
                RawPasswords.REFUSE,
                Set.of("users.user", "auth.user"),
                "",
                3600,
                Map.of(),
                false));
  }

  @Test
  void everyOptionIsAParameter() {
    assertThat(
            options(
                Map.of(
                    "source", "database",
                    "dry-run", "true",
                    "lenient", "true",
                    "existing", "update",
                    "raw-passwords", "unusable",
                    "access-token-lifespan", "60",
                    "identity-providers", "google-oauth2=google, azuread=microsoft",
                    "tokens", "true")))
        .isEqualTo(
            new ImportOptions(
                Source.DATABASE,
                true,
                true,
                Existing.UPDATE,
                RawPasswords.UNUSABLE,
                Set.of("users.user", "auth.user"),
                "",
                60,
                Map.of("google-oauth2", "google", "azuread", "microsoft"),
                true));
    assertThat(options(Map.of("user-model", "Accounts.Person")).userModels())
        .containsExactly("accounts.person");
    assertThat(options(Map.of("model", "username = email")).model()).isEqualTo("username = email");
  }

  @Test
  void aDumpIsReadByTheModelOfTheStorageUnlessTheRequestHasOne() {
    assertThat(options(Map.of()).withModel("last_name = ''").model()).isEqualTo("last_name = ''");
    assertThat(options(Map.of("model", "username = email")).withModel("last_name = ''").model())
        .isEqualTo("username = email");
    assertThat(options(Map.of("source", "database")).withModel("last_name = ''").model()).isEmpty();
  }

  @Test
  void aModelThatIsNotUnderstoodIsRefusedWithItsLine() {
    assertThatThrownBy(() -> options(Map.of("model", "username = email\nfirst_name = = x")))
        .isInstanceOfSatisfying(
            InvalidOptionException.class,
            refused -> assertThat(refused.option()).isEqualTo("model"))
        .hasMessageContaining("2");
    assertThatThrownBy(() -> options(Map.of("source", "database", "model", "username = email")))
        .isInstanceOf(InvalidOptionException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "source, django",
    "dry-run, yes",
    "lenient, True",
    "existing, UPDATE",
    "raw-passwords, hash",
    "user-model, users",
    "access-token-lifespan, 0",
    "access-token-lifespan, 1e3",
    "tokens, all",
    "identity-providers, google",
    "identity-providers, =google",
    "identity-providers, a=b=c",
    "identity-providers, 'a=b,a=c'"
  })
  void whatCannotBeUsedIsNamed(String name, String value) {
    assertThatThrownBy(() -> options(Map.of(name, value)))
        .isInstanceOfSatisfying(
            InvalidOptionException.class, invalid -> assertThat(invalid.option()).isEqualTo(name));
  }

  @Test
  void aFileIsNoDatabase() {
    assertThatThrownBy(() -> options(Map.of("source", "database", "file", "dump.json")))
        .isInstanceOfSatisfying(
            InvalidOptionException.class,
            invalid -> assertThat(invalid.option()).isEqualTo("file"));
  }

  @Test
  void aDatabaseNamesItsTableItself() {
    assertThatThrownBy(() -> options(Map.of("source", "database", "user-model", "a.b")))
        .isInstanceOfSatisfying(
            InvalidOptionException.class,
            invalid -> assertThat(invalid.option()).isEqualTo("user-model"));
  }

  private static ImportOptions options(Map<String, String> parameters) {
    return ImportOptions.of(name -> parameters.getOrDefault(name, ""));
  }
}
