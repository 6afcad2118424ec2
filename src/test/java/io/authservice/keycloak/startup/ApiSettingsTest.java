package io.authservice.keycloak.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.authority.Visibility;
import io.authservice.keycloak.testing.SpiOptions;
import io.authservice.keycloak.token.refresh.RefreshRotation;
import io.authservice.keycloak.token.refresh.TokenSettings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiSettingsTest {

  @Test
  void theDefaultsAreThoseOfTheDocumentedService() {
    assertThat(ApiSettings.of(SpiOptions.none()))
        .isEqualTo(
            new ApiSettings(
                new TokenSettings("auth-service-api", RefreshRotation.OFF),
                Visibility.OWN,
                true,
                true,
                Set.of(),
                false,
                false,
                4 * 1024 * 1024,
                500,
                true,
                false,
                1000,
                false,
                false,
                false));
  }

  @Test
  void everySettingIsAnOption() {
    SpiOptions options =
        new SpiOptions(
            Map.ofEntries(
                Map.entry("client-id", "shop"),
                Map.entry("user-visibility", "all"),
                Map.entry("registration-open", "false"),
                Map.entry("email-required", "false"),
                Map.entry("cors-origins", "https://a.example"),
                Map.entry("cors-credentials", "true"),
                Map.entry("introspection-subject", "true"),
                Map.entry("max-body-bytes", "10"),
                Map.entry("max-json-depth", "2"),
                Map.entry("scopes-limit-methods", "false"),
                Map.entry("list-parameters", "true"),
                Map.entry("list-max-limit", "50"),
                Map.entry("rotate-refresh-tokens", "true"),
                Map.entry("blacklist-after-rotation", "false"),
                Map.entry("me-permissions", "true"),
                Map.entry("me-groups", "true"),
                Map.entry("swagger-page", "true")));

    assertThat(ApiSettings.of(options))
        .isEqualTo(
            new ApiSettings(
                new TokenSettings("shop", RefreshRotation.KEEPS_USED),
                Visibility.ALL,
                false,
                false,
                Set.of("https://a.example"),
                true,
                true,
                10,
                2,
                false,
                true,
                50,
                true,
                true,
                true));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "' , ,', 0", "'https://a.example, https://b.example,', 2"})
  void blankOriginsAreNone(String origins, int count) {
    assertThat(ApiSettings.of(new SpiOptions(Map.of("cors-origins", origins))).corsOrigins())
        .hasSize(count)
        .doesNotContain("");
  }

  @Test
  void aVisibilityThatDoesNotExistIsRefusedAtTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiSettings.of(new SpiOptions(Map.of("user-visibility", "some"))))
        .withMessage("user-visibility must be own or all");
  }
}
