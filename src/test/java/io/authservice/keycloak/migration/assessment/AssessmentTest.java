package io.authservice.keycloak.migration.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.authservice.keycloak.account.survey.RowCount;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.migration.source.DumpFile;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.PasswordSettings;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.Dumps;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of dumps, and of databases as they were found. */
class AssessmentTest {

  private static final Set<String> MODELS = Set.of("users.user", "auth.user");

  private final UsersSeen users = new UsersSeen(new DjangoPasswords(PasswordSettings.defaults()));
  private final Assessment assessment = new Assessment(Set.of("google"), users);

  private Map<String, @Nullable Object> ofDump(String dump, Set<String> models) {
    return ofDump(dump.getBytes(StandardCharsets.UTF_8), models);
  }

  private Map<String, @Nullable Object> ofDump(byte[] dump, Set<String> models) {
    return ofDump(dump, models, "");
  }

  private Map<String, @Nullable Object> ofDump(byte[] dump, Set<String> models, String model) {
    return assessment.ofDump(
        DumpFile.received(new ByteArrayInputStream(dump), Long.MAX_VALUE).orElseThrow(),
        models,
        model);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, @Nullable Object> told, String name) {
    return (List<Map<String, Object>>) Objects.requireNonNull(told.get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Map<String, @Nullable Object> told, String name) {
    return (Map<String, Object>) Objects.requireNonNull(told.get(name));
  }

  @Test
  void countsADumpOfDjangosAndSaysWhatBecomesOfIt() {
    Map<String, @Nullable Object> told = ofDump(Dumps.bytes("plain.json"), MODELS);

    assertThat(told)
        .containsEntry("source", "dump")
        .containsEntry("complete", true)
        .containsEntry("report", "auth-service/import?dry-run=true");
    assertThat(told.get("database")).isNull();
    assertThat(object(told, "users"))
        .contains(entry("rows", 5L), entry("counted", "exact"), entry("ids", "integer"));
    assertThat(list(told, "tables"))
        .extracting("table", "rows", "moves")
        .contains(
            tuple("auth_group", 2L, "moves"),
            tuple("auth_permission", 40L, "moves"),
            tuple("django_content_type", 10L, "moves"),
            tuple("django_session", 1L, "stays"));
    assertThat(list(told, "notices")).extracting("code").contains("sessions_end");
  }

  @Test
  void readsADumpByTheTextOfAModelAndSaysWhatItAdds() {
    String dump =
        Dumps.user(1, "ada", "!", "\"city\": \"Turin\", \"bot\": false")
            + Dumps.user(2, "bot", "!", "\"city\": \"\", \"bot\": true")
            + "{\"model\": \"team.member\", \"pk\": 1, \"fields\": {\"user\": 1, \"role\": \"x\"}}";

    Map<String, @Nullable Object> told =
        ofDump(
            dump.getBytes(StandardCharsets.UTF_8),
            MODELS,
            "where not bot\nattribute city = city\ngroups from team_member.user_id name role");

    assertThat(object(told, "users"))
        .containsEntry("rows", 1L)
        .containsEntry(
            "extras",
            Map.of("attributes", List.of("city"), "verified_emails", false, "memberships", true));
    assertThat(object(told, "others")).containsEntry("number", 0);
    assertThat(list(told, "settings"))
        .filteredOn(setting -> setting.get("name").equals("userModel"))
        .extracting("where")
        .containsExactly("storage");
    assertThat(list(told, "notices")).extracting("code").contains("own_user_model");
  }

  @Test
  void countsSecondFactorsAndProviders() {
    Map<String, @Nullable Object> told = ofDump(Dumps.bytes("factors.json"), MODELS);

    assertThat(list(told, "tables"))
        .extracting("table", "rows", "moves")
        .contains(
            tuple("otp_totp_totpdevice", 4L, "partly"),
            tuple("mfa_authenticator", 4L, "partly"),
            tuple("social_auth_usersocialauth", 2L, "partly"),
            tuple("account_emailaddress", 3L, "partly"));
    assertThat(list(told, "providers")).extracting("links").isNotEmpty();
    assertThat(list(told, "notices")).extracting("code").contains("second_factors");
    assertThat(list(told, "settings"))
        .filteredOn(setting -> setting.get("name").equals("identity-providers"))
        .allMatch(setting -> !setting.get("value").toString().contains("google=<"));
  }

  @Test
  void tellsPasswordsByFormatAndNoSecret() {
    Map<String, @Nullable Object> told =
        ofDump(
            Dumps.user(1, "ada", DjangoRows.encoded("c0rrect"), "")
                + Dumps.user(2, "Bob", "!unusable", "")
                + Dumps.user(3, "bob", "hunter2hunter2", "\"email\": \"ADA@example.com\"")
                + Dumps.user(4, "eve", "hunter2$x$y", "\"email\": \"\"")
                + Dumps.user(5, "dan", "", "\"is_active\": false"),
            MODELS);

    assertThat(list(told, "passwords"))
        .extracting("format", "users", "accepted")
        .containsExactlyInAnyOrder(
            tuple("pbkdf2_sha256", 1L, true),
            tuple("unusable", 1L, false),
            tuple("raw", 1L, false),
            tuple("unknown", 1L, false),
            tuple("blank", 1L, false));
    assertThat(list(told, "notices"))
        .extracting("code", "count")
        .contains(
            tuple("raw_passwords", 1L),
            tuple("refused_passwords", 1L),
            tuple("no_password", 2L),
            tuple("inactive_users", 1L),
            tuple("names_differ_in_case", 1L),
            tuple("shared_emails", 1L),
            tuple("blank_emails", 1L));
    assertThat(list(told, "settings"))
        .extracting("where", "name", "value")
        .contains(tuple("import", "raw-passwords", "unusable"));
    assertThat(told.toString()).doesNotContain("hunter2", "salt", "ada", "example.com");
  }

  @Test
  void namesTheModelThatLooksLikeUsers() {
    String dump = Dumps.user(1, "ada", "!", "").replace("users.user", "shop.person");

    Map<String, @Nullable Object> told = ofDump(dump, MODELS);
    assertThat(object(told, "users"))
        .contains(entry("rows", 0L), entry("candidates", List.of("shop.person")));
    assertThat(list(told, "settings"))
        .extracting("name", "value")
        .contains(tuple("user-model", "shop.person"));

    assertThat(object(ofDump(dump, Set.of("shop.person")), "users")).containsEntry("rows", 1L);
  }

  @Test
  void countsRowsThatCannotBeMadeOut() {
    Map<String, @Nullable Object> told =
        ofDump(Dumps.user(1, "ada", "!", "\"date_joined\": \"never\""), MODELS);

    assertThat(object(told, "users")).containsEntry("rows", 1L);
    assertThat(list(told, "notices")).extracting("code", "count").contains(tuple("bad_rows", 1L));
  }

  @Test
  void saysWhereADumpIsBroken() {
    assertThatThrownBy(
            () -> ofDump(Dumps.user(1, "ada", "!", "") + "\n{\"model\": \"users.user\",", MODELS))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageContaining("line ");
    assertThatThrownBy(() -> ofDump("[{\"pk\": 1}]", MODELS))
        .hasMessageContaining("names no model");
  }

  @Test
  void readsNoFurtherWhenTheTimeIsUp() {
    byte[] dump =
        (Dumps.user(1, "ada", "!", "") + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8);
    DumpSurvey survey =
        new DumpSurvey(
            DumpFile.received(new ByteArrayInputStream(dump), Long.MAX_VALUE).orElseThrow(),
            MODELS,
            "",
            users,
            Duration.ofSeconds(-1));

    survey.read();

    assertThat(survey.survey().complete()).isFalse();
    assertThat(survey.userRows()).isBetween(1L, 19_999L);
  }

  @Test
  void advisesWhatADatabaseAsksFor() {
    users.user("!", "ada", "", true);
    Survey survey =
        new Survey(
            Optional.of(new Survey.Product("PostgreSQL", "17")),
            Map.of("auth", List.of("0012_alter_user_first_name_max_length")),
            Map.of(
                "shop_person",
                RowCount.exact(1),
                "oauth2_provider_accesstoken",
                new RowCount(1_000_000, RowCount.Exactness.ESTIMATE),
                "authtoken_token",
                RowCount.exact(3),
                "token_blacklist_outstandingtoken",
                new RowCount(100_000, RowCount.Exactness.AT_LEAST),
                "django_admin_log",
                RowCount.unread()),
            Map.of("google", 3L, "azuread-oauth2", 2L),
            List.of("shop_order"),
            1,
            true);

    Map<String, @Nullable Object> told =
        assessment.ofDatabase(
            new Assessment.UserTable(
                "shop_person",
                "last_name = ''\nattribute city = city\nemail_verified = confirmed",
                List.of("shop_person"),
                Optional.empty(),
                Optional.of("6f1d0f3e-8f0b-4b0e-9a51-0c5c7f6a2b11")),
            survey);

    assertThat(object(told, "users"))
        .containsEntry("ids", "uuid")
        .containsEntry(
            "extras",
            Map.of("attributes", List.of("city"), "verified_emails", true, "memberships", false));
    assertThat(list(told, "tables"))
        .extracting("table", "rows", "counted")
        .contains(
            tuple("oauth2_provider_accesstoken", 1_000_000L, "estimate"),
            tuple("token_blacklist_outstandingtoken", 100_000L, "at_least"),
            tuple("django_admin_log", null, "unread"));
    List<Map<String, Object>> settings = list(told, "settings");
    assertThat(settings)
        .extracting("where", "name", "value")
        .containsExactly(
            tuple("storage", "userTable", "shop_person"),
            tuple(
                "storage",
                "userModel",
                "last_name = ''\nattribute city = city\nemail_verified = confirmed"),
            tuple("storage", "editMode", "READ_ONLY"),
            tuple("import", "source", "database"),
            tuple("import", "identity-providers", "azuread-oauth2=<alias>"),
            tuple("import", "tokens", "true"),
            tuple("server", "legacy-oauth2-access-until", "<date>"),
            tuple("server", "legacy-drf-token-until", "<date>"),
            tuple("server", "legacy-jwt-secret", "<SECRET_KEY>"),
            tuple("server", "legacy-jwt-until", "<date>"));
    String pages = Page.of("docs/configuration.md").text() + Page.of("docs/migrate.md").text();
    assertThat(settings).allMatch(setting -> pages.contains("`" + setting.get("name") + "`"));
    assertThat(list(told, "notices"))
        .extracting("code")
        .containsExactly(
            "uuid_ids",
            "own_user_model",
            "no_password",
            "blank_emails",
            "tokens_end",
            "unknown_providers");
  }
}
