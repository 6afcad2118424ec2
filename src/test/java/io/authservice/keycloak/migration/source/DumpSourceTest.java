package io.authservice.keycloak.migration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.migration.check.SmallTables;
import io.authservice.keycloak.migration.source.SourceRow.Application;
import io.authservice.keycloak.migration.source.SourceRow.ContentType;
import io.authservice.keycloak.migration.source.SourceRow.Foreign;
import io.authservice.keycloak.migration.source.SourceRow.Group;
import io.authservice.keycloak.migration.source.SourceRow.Permission;
import io.authservice.keycloak.migration.source.SourceRow.Unreadable;
import io.authservice.keycloak.migration.source.SourceRow.User;
import io.authservice.keycloak.testing.Dumps;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpSourceTest {

  @ParameterizedTest
  @ValueSource(strings = {"plain.json", "natural.json", "lines.jsonl"})
  void readsUsersAsDjangoWroteThem(String dump) {
    List<User> users = of(User.class, Dumps.rows(Dumps.bytes(dump)));

    assertThat(users)
        .extracting(user -> user.account().username())
        .containsExactly("Boss", "ada", "Éva", "oldtimer", "nologin");
    User boss = users.get(0);
    assertThat(boss.id()).hasValue(UserId.of(7));
    assertThat(boss.account().superuser() && boss.account().staff() && boss.account().active())
        .isTrue();
    assertThat(boss.account().dateJoined()).isEqualTo(Instant.parse("2021-05-17T08:30:00.123Z"));
    assertThat(boss.account().lastLogin()).isEqualTo(Instant.parse("2021-05-18T08:30:00.123Z"));
    assertThat(boss.password()).startsWith("pbkdf2_sha256$1000$");
    assertThat(users.get(1).groups()).hasSize(1);
    assertThat(users.get(1).permissions()).hasSize(2);
    assertThat(users.get(3).account().active()).isFalse();
    assertThat(users.get(4).password()).startsWith("!");
  }

  @Test
  void readsReferencesById() {
    List<SourceRow> rows = Dumps.rows(Dumps.bytes("plain.json"));

    assertThat(of(User.class, rows).get(1).groups()).containsExactly(ForeignKey.to(3));
    assertThat(of(Group.class, rows)).extracting(Group::name).contains("Writers", "Readers");
    assertThat(of(Permission.class, rows)).allMatch(row -> row.contentType().id().isPresent());
    assertThat(of(ContentType.class, rows)).isNotEmpty();
  }

  @Test
  void readsNaturalReferences() {
    List<SourceRow> rows = Dumps.rows(Dumps.bytes("natural.json"));

    User ada = of(User.class, rows).get(1);
    assertThat(ada.groups()).containsExactly(ForeignKey.to(List.of("Writers")));
    assertThat(ada.permissions()).contains(ForeignKey.to(List.of("add_group", "auth", "group")));
    assertThat(of(Permission.class, rows)).allMatch(row -> row.contentType().key().size() == 2);
  }

  @Test
  void readsApplicationsOfAnOldToolkit() {
    List<ApplicationRow> applications =
        of(Application.class, Dumps.rows(Dumps.bytes("plain.json"))).stream()
            .map(Application::row)
            .toList();

    assertThat(applications)
        .extracting(ApplicationRow::clientId)
        .containsExactly("web", "spa", "worker", "legacy");
    ApplicationRow web = applications.get(0);
    assertThat(web.secret()).isEqualTo("web-secret");
    assertThat(web.redirectUris()).isEqualTo("https://a.example/cb https://b.example/cb?x=1");
    assertThat(web.postLogoutRedirectUris()).isEmpty();
    assertThat(web.unknown()).isEmpty();
    assertThat(applications.get(2).secret()).startsWith("pbkdf2_sha256$");
  }

  @Test
  void tellsOtherModelsByNameOnly() {
    assertThat(of(Foreign.class, Dumps.rows(Dumps.bytes("plain.json"))))
        .containsExactly(new Foreign("sessions.session", false));
  }

  @Test
  void readsWhatGzipCompressed() {
    byte[] dump = Dumps.bytes("plain.json");

    assertThat(Dumps.rows(Dumps.compressed(dump))).isEqualTo(Dumps.rows(dump));
  }

  @Test
  void givesTheSameRowsAgain() {
    try (DumpSource source = Dumps.source(Dumps.bytes("lines.jsonl"))) {
      int[] counts = new int[2];
      source.read(row -> counts[0]++);
      source.read(row -> counts[1]++);

      assertThat(counts[0]).isPositive().isEqualTo(counts[1]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"email\": null|UNREADABLE|email is not a text",
        "\"is_staff\": \"yes\"|UNREADABLE|is_staff is not a boolean",
        "\"groups\": 3|UNREADABLE|groups is not a list",
        "\"groups\": [1.5]|BAD_ID|groups is not a whole number of 64 bits",
        "\"date_joined\": \"yesterday\"|BAD_DATE|date_joined is not a date and time of ISO 8601",
        "\"date_joined\": \"2021-13-40T00:00:00Z\"|BAD_DATE|"
            + "date_joined is not a date and time of ISO 8601",
        "\"last_login\": \"2021-05-17\"|BAD_DATE|last_login is not a date and time of ISO 8601",
      })
  void saysWhichFieldIsBad(String field, Problem problem, String detail) {
    List<SourceRow> rows = Dumps.rows("[" + Dumps.user(5, "ada", "!", field) + "]");

    assertThat(rows).containsExactly(new Unreadable(SourceRow.Kind.USER, "5", problem, detail));
  }

  @ParameterizedTest
  @CsvSource({
    "2021-05-17T08:30:00.123456Z, 2021-05-17T08:30:00.123456Z",
    "2021-05-17 08:30:00+00:00, 2021-05-17T08:30:00Z",
    "2021-05-17T14:00:00+05:30, 2021-05-17T08:30:00Z",
    "2021-05-17T08:30:00, 2021-05-17T08:30:00Z"
  })
  void readsMomentsOfEveryShapeDjangoWrites(String written, Instant meant) {
    List<SourceRow> rows =
        Dumps.rows(Dumps.user(5, "ada", "!", "\"date_joined\": \"" + written + "\""));

    assertThat(of(User.class, rows))
        .extracting(user -> user.account().dateJoined())
        .containsExactly(meant);
  }

  @Test
  void aUserOfNaturalPrimaryKeysHasNoId() {
    String user = Dumps.user(5, "ada", "!", "").replace("\"pk\": 5, ", "");

    assertThat(of(User.class, Dumps.rows(user)))
        .extracting(User::id)
        .containsExactly(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s][%s]", "[%s]\n\n[%s]\n", "%s [%s]", "[] %s\n%s"})
  void readsDumpsThatWereJoined(String joined) {
    String dump = joined.formatted(Dumps.user(5, "ada", "!", ""), Dumps.user(6, "bob", "!", ""));

    assertThat(of(User.class, Dumps.rows(dump)))
        .extracting(user -> user.account().username())
        .containsExactly("ada", "bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE"})
  void readsEveryEncodingOfJsonWithAByteOrderMark(Charset encoding) {
    byte[] dump = ("\uFEFF[" + Dumps.user(5, "Éva", "!", "") + "]").getBytes(encoding);

    assertThat(of(User.class, Dumps.rows(dump)))
        .extracting(user -> user.account().username())
        .containsExactly("Éva");
  }

  @Test
  void refusesAnotherEncodingRatherThanSpoilNames() {
    byte[] dump = Dumps.user(5, "Éva", "!", "").getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Dumps.rows(dump))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageStartingWith("The file is not in UTF-8, at line 2, column 40")
        .hasMessageContaining("PYTHONUTF8=1");
  }

  @ParameterizedTest
  @CsvSource({
    "PK\u0003\u0004 file, a ZIP archive",
    "SQLite format 3\u0000, a database of SQLite",
    "-- MySQL dump, a dump of SQL statements",
    "<?xml version=\"1.0\"?>, XML or HTML",
    "PGDMP, a dump of PostgreSQL's"
  })
  void saysWhatTheFileIsInstead(String text, String kind) {
    assertThatThrownBy(() -> Dumps.rows(text))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageStartingWith("The file is no dump of Django's, but " + kind)
        .hasMessageEndingWith(
            "Expected is what manage.py dumpdata writes: objects with model, pk and fields");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"users\": []}", "[{\"pk\": 1}]"})
  void refusesObjectsThatNameNoModel(String text) {
    assertThatThrownBy(() -> Dumps.rows(text))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageContaining("names no model");
  }

  @Test
  void seesUsersOfAnotherModel() {
    String person = Dumps.user(5, "ada", "!", "").replace("users.user", "shop.person");

    List<SourceRow> rows = Dumps.rows(person);

    assertThat(rows).containsExactly(new Foreign("shop.person", true));
    assertThatThrownBy(() -> taken(rows).requireSomething(Set.of("auth.user", "users.user")))
        .isInstanceOf(ImportFailedException.class)
        .hasMessage(
            "There are no users of the model auth.user or users.user, but rows of shop.person,"
                + " which look like users. Name the user model by user-model");
  }

  @Test
  void refusesASourceWithNothingToMove() {
    assertThatThrownBy(
            () ->
                taken(Dumps.rows("[{\"model\": \"shop.cart\", \"pk\": 1, \"fields\": {}}]"))
                    .requireSomething(Set.of("users.user")))
        .isInstanceOf(ImportFailedException.class)
        .hasMessage(
            "There are no users of the model users.user, and no groups, permissions or"
                + " applications, but rows of shop.cart");
    assertThatThrownBy(() -> taken(Dumps.rows("[]")).requireSomething(Set.of("users.user")))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageEndingWith("the source is empty");
    taken(Dumps.rows(Dumps.user(5, "ada", "!", ""))).requireSomething(Set.of("users.user"));
  }

  private static SmallTables taken(List<SourceRow> rows) {
    SmallTables tables = new SmallTables();
    rows.forEach(tables::take);
    return tables;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"model\": \"users.user\", \"secret-value\"",
        "[{\"model\": \"x.y\"}] secret-value",
        "[[{\"model\": \"x.y\"}]]",
        "[null]",
        "[{\"model\": \"x.y\"}",
        "secret-value",
        "[1, 2]",
        "PGDMP secret-value",
      })
  void refusesWhatIsNoDumpWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> Dumps.rows(text))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageStartingWith("The file is no dump of Django's")
        .hasMessageNotContaining("secret-value")
        .hasNoCause();
  }

  @Test
  void refusesAFileThatEndsInTheMiddleOfItsCompression() {
    byte[] gzip = Dumps.compressed(Dumps.bytes("plain.json"));

    assertThatThrownBy(() -> Dumps.rows(Arrays.copyOf(gzip, gzip.length / 2)))
        .isInstanceOf(ImportFailedException.class);
  }

  @Test
  void noRowShowsAPassword() {
    String shown =
        Dumps.rows(Dumps.user(5, "ada", "s3cret", "")).toString()
            + of(Application.class, Dumps.rows(Dumps.bytes("plain.json")));

    assertThat(shown).doesNotContain("s3cret", "web-secret").contains("User[");
    assertThat(shown.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
  }

  private static <T> List<T> of(Class<T> type, List<SourceRow> rows) {
    return rows.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
