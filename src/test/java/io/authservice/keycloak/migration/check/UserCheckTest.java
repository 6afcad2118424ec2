package io.authservice.keycloak.migration.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.check.ImportOptions.Existing;
import io.authservice.keycloak.migration.check.ImportOptions.RawPasswords;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.PasswordSettings;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.TestAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCheckTest {

  private final Findings findings = new Findings();
  private boolean logsInByEmail;
  private Optional<UserIdKind> kind = Optional.empty();

  @Test
  void takesEveryUserOfARealDumpAsItStands() {
    List<UserRow> users = checked(RawPasswords.REFUSE, Dumps.rows(Dumps.bytes("plain.json")));

    assertThat(users).hasSize(5);
    UserRow ada = users.get(1);
    assertThat(ada.account())
        .isEqualTo(
            TestAccount.of(41, "ada", "ada@example.com", "Ada", "Lovelace")
                .with(UserField.DATE_JOINED, Instant.parse("2021-05-17T08:30:00.123Z")));
    assertThat(ada.groupIds()).containsExactly(3L);
    assertThat(ada.permissionIds()).hasSize(2);
    assertThat(reasons()).isEqualTo(Map.of("blank_email", 1, "duplicate_email", 1));
  }

  @Test
  void theFirstUserSaysWhatIdsThereAre() {
    UserId ada = UserId.random();
    List<SourceRow> rows = List.of(user(ada, "ada"), user(UserId.of(5), "bob"), user(ada, "eve"));

    assertThat(checked(RawPasswords.REFUSE, rows))
        .extracting(row -> row.account().username())
        .containsExactly("ada");
    assertThat(reasons()).isEqualTo(Map.of("bad_id", 1, "duplicate_id", 1, "blank_email", 1));
    assertThat(findings.asJson().toString())
        .contains("The id is an integer, and others of the source are UUIDs");
  }

  @Test
  void usersOfARealmHaveIdsOfOneKind() {
    kind = Optional.of(UserIdKind.INTEGER);

    assertThat(checked(RawPasswords.REFUSE, List.of(user(UserId.random(), "ada")))).isEmpty();

    assertThat(reasons()).isEqualTo(Map.of("bad_id", 1));
    assertThat(findings.asJson().toString())
        .contains("The id is a UUID, and the users of the realm have integers");
  }

  @Test
  void usersOfUuidsAreComparedAsOthersAre() {
    UserId ada = UserId.random();
    logsInByEmail = true;

    List<SourceRow> rows = new ArrayList<>(List.of(user(ada, "ada"), user(UserId.random(), "ADA")));
    for (int i = 0; i < 3000; i++) {
      rows.add(user(UserId.random(), "user" + i));
    }

    assertThat(checked(RawPasswords.REFUSE, rows)).hasSize(3001);
    assertThat(findings.asJson().toString()).contains("User " + ada + " has this name");
  }

  private static SourceRow user(UserId id, String name) {
    return new SourceRow.User(
        true, TestAccount.of(id, name), "!", List.of(), List.of(), Set.of(), ExtraValues.NONE);
  }

  @Test
  void naturalKeysLeadToTheSameRows() {
    List<UserRow> byId = checked(RawPasswords.REFUSE, Dumps.rows(Dumps.bytes("plain.json")));
    List<UserRow> byKey = checked(RawPasswords.REFUSE, Dumps.rows(Dumps.bytes("natural.json")));

    assertThat(byKey).extracting(UserRow::account).isEqualTo(map(byId, UserRow::account));
    assertThat(byKey).extracting(UserRow::groupIds).isEqualTo(map(byId, UserRow::groupIds));
    assertThat(byKey)
        .extracting(UserRow::permissionIds)
        .isEqualTo(map(byId, UserRow::permissionIds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"username\": \"\"|bad_username",
        "\"username\": \"a\\u0000b\"|unreadable",
        "\"email\": \"%254x@example.com\"|too_long",
        "\"first_name\": \"%151x\"|too_long",
        "\"password\": \"%129x\"|too_long",
        "\"password\": \"hunter2\"|raw_password",
        "\"password\": \"p$ss\"|raw_password",
      })
  void leavesABadUserOutAndSaysWhy(String field, String reason) {
    String written = field.replaceAll("%([0-9]+)x", "x".repeat(Integer.parseInt(digits(field))));

    assertThat(check(Dumps.user(5, "ada", "!", written))).isEmpty();
    assertThat(reasons().containsKey(reason)).as("%s", reasons()).isTrue();
    assertThat(findings.asJson().toString()).doesNotContain("hunter2", "p$ss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"username\": \"two words\"|unusual_username",
        "\"email\": \" \"|blank_email",
        "\"password\": \"\"|blank_password",
        "\"password\": \"md6$salt$0123\"|unknown_hasher",
        "\"password\": \"pbkdf2_sha256$99999999$salt$YWJj\"|refused_hash",
        "\"password\": \"unsalted\"|raw_password",
      })
  void notesWhatIsUnusual(String field, String reason) {
    check(Dumps.user(5, "ada", "!", field));

    assertThat(reasons().containsKey(reason)).as("%s", reasons()).isTrue();
  }

  @Test
  void makesARawPasswordUnusableWhenAskedTo() {
    List<UserRow> users =
        checked(RawPasswords.UNUSABLE, Dumps.rows(Dumps.user(5, "ada", "hunter2", "")));

    assertThat(users).extracting(UserRow::password).containsExactly("!");
    assertThat(reasons()).isEqualTo(Map.of("password_made_unusable", 1));
  }

  @Test
  void letsTheFirstOfCollidingNamesIn() {
    List<UserRow> users =
        check(
            Dumps.user(5, "Ada", "!", "")
                + Dumps.user(6, "ada", "!", "\"email\": \"other@example.com\"")
                + Dumps.user(7, "ÉVA", "!", "")
                + Dumps.user(8, "éva", "!", "\"email\": \"third@example.com\""));

    assertThat(users).extracting(user -> user.account().id().json()).containsExactly(5L, 7L);
    assertThat(reasons()).isEqualTo(Map.of("case_collision", 2));
    assertThat(findings.asJson().toString()).contains("User 5 has this name");
  }

  /** Either of the two could no longer log in, or would log in as the other. */
  @Test
  void refusesANameThatIsAnothersEmailWhereTheRealmLogsInByEmail() {
    String dump =
        Dumps.user(5, "ada@example.com", "!", "")
            + Dumps.user(6, "bob", "!", "\"email\": \"ADA@Example.com\"")
            + Dumps.user(7, "Bob2@example.com", "!", "\"email\": \"bob2@example.com\"")
            + Dumps.user(8, "carol", "!", "\"email\": \"carol@example.com\"")
            + Dumps.user(9, "CAROL@example.com", "!", "\"email\": \"nine@example.com\"");

    assertThat(check(dump)).hasSize(5);
    logsInByEmail = true;
    assertThat(check(dump))
        .extracting(user -> user.account().id().json())
        .containsExactly(5L, 7L, 8L);
    assertThat(reasons()).isEqualTo(Map.of("name_is_email", 2));
  }

  @Test
  void letsTheFirstOfEqualIdsIn() {
    assertThat(check(Dumps.user(5, "ada", "!", "") + Dumps.user(5, "bob", "!", "")))
        .extracting(user -> user.account().username())
        .containsExactly("ada");
    assertThat(reasons()).isEqualTo(Map.of("duplicate_id", 1));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "9007199254740992"})
  void refusesIdsNoTableGave(long id) {
    assertThat(check(Dumps.user(id, "ada", "!", ""))).isEmpty();
    assertThat(reasons()).isEqualTo(Map.of("bad_id", 1));
  }

  @Test
  void refusesAUserWithoutAnId() {
    assertThat(check(Dumps.user(5, "ada", "!", "").replace("\"pk\": 5, ", ""))).isEmpty();
    assertThat(reasons()).isEqualTo(Map.of("no_id", 1));
  }

  @Test
  void keepsTheUserWhoseGroupIsMissing() {
    assertThat(check(Dumps.user(5, "ada", "!", "\"groups\": [77]")))
        .extracting(UserRow::groupIds)
        .containsExactly(Set.of());
    assertThat(reasons()).isEqualTo(Map.of("missing_reference", 1));
    assertThat(findings.errors()).isEqualTo(1);
  }

  private List<UserRow> check(String dump) {
    return checked(RawPasswords.REFUSE, Dumps.rows(dump));
  }

  private List<UserRow> checked(RawPasswords policy, List<SourceRow> rows) {
    GroupCatalog catalog = new GroupCatalog(NoTables.empty(), Existing.SKIP, findings);
    SmallTables small = new SmallTables();
    rows.forEach(small::take);
    catalog.take(small);
    UserCheck check =
        new UserCheck(
            catalog,
            new DjangoPasswords(PasswordSettings.defaults()),
            policy,
            kind,
            logsInByEmail,
            findings);
    List<UserRow> good = new ArrayList<>();
    for (SourceRow row : rows) {
      if (row instanceof SourceRow.User user) {
        check.checked(user).ifPresent(good::add);
      }
    }
    return good;
  }

  private Map<?, ?> reasons() {
    return (Map<?, ?>) findings.asJson().get("by_reason");
  }

  private static <T> List<T> map(List<UserRow> rows, Function<UserRow, T> of) {
    return rows.stream().map(of).toList();
  }

  private static String digits(String text) {
    String digits = text.replaceAll(".*%([0-9]+)x.*", "$1");
    return digits.equals(text) ? "0" : digits;
  }
}
