package io.authservice.keycloak.migration.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What migrations say of releases. */
class ReleasesTest {

  private final Releases releases = Releases.list();

  @Test
  void theNewestKnownMigrationCounts() {
    assertThat(
            releases.of("auth", List.of("0012_alter_user_first_name_max_length", "0001_initial")))
        .contains("Django 3.1 or newer");
    assertThat(
            releases.of(
                "oauth2_provider",
                List.of(
                    "0005_auto_20211222_2352",
                    "0006_alter_application_client_secret",
                    "0013_of_a_time_to_come")))
        .contains("django-oauth-toolkit 2.0 or newer");
    assertThat(releases.of("mfa", List.of("0001_initial")))
        .contains("django-allauth 0.56 or newer");
  }

  @Test
  void whatIsOlderThanAllIsTold() {
    assertThat(releases.of("auth", List.of("0001_initial", "0011_update_proxy_permissions")))
        .contains("before Django 3.1");
  }

  @Test
  void ofWhatIsNotKnownNothingIsSaid() {
    assertThat(releases.of("auth", List.of("0013_of_a_time_to_come"))).isEmpty();
    assertThat(releases.of("admin", List.of("0003_logentry_add_action_flag_choices"))).isEmpty();
    assertThat(releases.of("nobody", List.of("0001_initial"))).isEmpty();
    assertThat(releases.of("auth", List.of())).isEmpty();
  }
}
