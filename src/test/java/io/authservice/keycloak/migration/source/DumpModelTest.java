package io.authservice.keycloak.migration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.testing.Dumps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users of a dump whose model is a project's own. */
class DumpModelTest {

  private static final String ADA = "8c3f3f0e-6f0e-4d56-9a3e-000000000001";

  private static final String MODEL =
      """
      id = uuid
      username = email
      first_name = full_name
      last_name = ''
      is_staff = role in ('admin', 'staff')
      is_superuser = role = 'admin'
      date_joined = created
      join profile = accounts_profile.account_id where main
      join organisation = crm_organisation.owner_id
      attribute city = profile.city shown
      attribute organisation = organisation_id
      attribute age = age as integer write shown
      attribute adult = age >= 18 as boolean
      attribute vip = vip as boolean
      attribute seen_at = seen as moment
      attribute options = options as json
      email_verified = confirmed_at is not null and confirmed_at < now
      groups from team_member.account_id name team_team.name by team_id where active
      groups from accounts_user.id name role
      where not is_bot
      groups = none
      """;

  /** Members that replace or follow the usual ones. */
  private static String user(String pk, String email, String fields) {
    return """
        {"model": "accounts.user", "pk": "%s", "fields": {"password": "!", "last_login": null,
         "email": "%s", "full_name": "Ada L", "role": "admin", "is_active": true,
         "created": "2024-02-29T23:59:59.123Z", "organisation": 7, "age": 36, "vip": null,
         "seen": "2026-01-02T03:04:05.678Z", "options": {"b": [1, 2]},
         "confirmed_at": "2024-03-01T00:00:00Z", "is_bot": false%s}}"""
        .formatted(pk, email, fields.isEmpty() ? "" : ", " + fields);
  }

  private static final String OTHERS =
      """
      {"model": "accounts.profile", "pk": 1,
       "fields": {"account": "%1$s", "city": "Turin", "main": true}}
      {"model": "accounts.profile", "pk": 2,
       "fields": {"account": "%1$s", "city": "Zug", "main": false}}
      {"model": "team.member", "pk": 1, "fields": {"account": ["ada@x.org"], "team": 3, "active": true}}
      {"model": "team.member", "pk": 2, "fields": {"account": "%1$s", "team": 4, "active": false}}
      {"model": "team.team", "pk": 3, "fields": {"name": "Sails"}}
      {"model": "team.team", "pk": 4, "fields": {"name": "Former"}}
      """
          .formatted(ADA);

  private static List<SourceRow> rows(String dump, String model) {
    List<SourceRow> rows = new ArrayList<>();
    try (DumpSource source = source(dump, model)) {
      source.read(rows::add);
    }
    return rows;
  }

  private static DumpSource source(String dump, String model) {
    return Dumps.source(dump.getBytes(StandardCharsets.UTF_8), Set.of("accounts.user"), model);
  }

  @Test
  void readsFieldsAttributesMarksAndMembershipsWhereverTheirRowsStand() {
    List<SourceRow> rows = rows(user(ADA, "ada@x.org", "") + OTHERS, MODEL);

    assertThat(rows).hasSize(1);
    SourceRow.User ada = (SourceRow.User) rows.get(0);
    Account account = ada.account();
    assertThat(account.id()).isEqualTo(UserId.read(ADA).orElseThrow());
    assertThat(account.username()).isEqualTo("ada@x.org");
    assertThat(account.firstName()).isEqualTo("Ada L");
    assertThat(account.lastName()).isEmpty();
    assertThat(account.superuser()).isTrue();
    assertThat(account.staff()).isTrue();
    assertThat(account.dateJoined()).isEqualTo(Instant.parse("2024-02-29T23:59:59.123Z"));
    assertThat(ada.groups()).isEmpty();
    assertThat(ada.memberships()).containsExactlyInAnyOrder("Sails", "admin");
    assertThat(ada.extras())
        .isEqualTo(
            new ExtraValues(
                Map.of(
                    "city",
                    "Turin",
                    "organisation",
                    "7",
                    "age",
                    36L,
                    "adult",
                    true,
                    "seen_at",
                    Instant.parse("2026-01-02T03:04:05.678Z"),
                    "options",
                    "{\"b\":[1,2]}"),
                true));
  }

  @Test
  void whatIsNullIsWhatItIsOnABridge() {
    SourceRow.User ada =
        (SourceRow.User)
            rows(
                    user(
                        ADA,
                        "ada@x.org",
                        "\"full_name\": null, \"is_active\": null, \"age\": null, \"role\": null,"
                            + " \"created\": null, \"confirmed_at\": null, \"options\": null"),
                    MODEL)
                .get(0);

    assertThat(ada.account().firstName()).isEmpty();
    assertThat(ada.account().active()).isFalse();
    assertThat(ada.account().superuser()).isFalse();
    assertThat(ada.account().dateJoined()).isEqualTo(Account.UNKNOWN_DATE);
    assertThat(ada.memberships()).isEmpty();
    assertThat(ada.extras().verified()).isFalse();
    assertThat(ada.extras().attributes().keySet())
        .containsExactly("organisation", "adult", "seen_at");
  }

  @Test
  void whoIsNoUserByTheModelIsOfNoConcern() {
    assertThat(rows(user(ADA, "bot@x.org", "\"is_bot\": true"), MODEL))
        .containsExactly(new SourceRow.Foreign("accounts.user", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"full_name\": 7 | unreadable | full_name is not a text",
        "\"age\": \"old\" | unreadable | age is not a whole number of 64 bits",
        "\"is_bot\": 1 | unreadable | is_bot is not a boolean",
        "\"age\": 1.5 | unreadable | age is not a whole number of 64 bits",
        "\"vip\": \"yes\" | unreadable | vip is not a boolean",
        "\"seen\": \"yesterday\" | unreadable | seen_at is not a date and time of ISO 8601",
        "\"created\": \"2024-02-30T00:00:00Z\" | bad_date | created is not a date and time",
        "\"is_active\": \"yes\" | unreadable | is_active is not a boolean",
        "\"is_bot\": \"no\" | unreadable | is_bot is not a boolean",
      })
  void whatIsOfAnotherKindIsAFindingOfTheRow(String fields, String reason, String detail) {
    List<SourceRow> rows = rows(user(ADA, "ada@x.org", fields), MODEL);

    assertThat(rows)
        .singleElement()
        .isInstanceOfSatisfying(
            SourceRow.Unreadable.class,
            bad -> {
              assertThat(bad.kind()).isEqualTo(SourceRow.Kind.USER);
              assertThat(bad.id()).isEqualTo(ADA);
              assertThat(bad.problem().code()).isEqualTo(reason);
              assertThat(bad.detail()).contains(detail);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first_name = display | display is missing",
        "attribute city = town | town is missing",
        "email_verified = confirmed | confirmed is missing",
        "where level > 3 | level is missing",
        "groups from accounts_user.id name rank | rank is missing",
      })
  void whatIsMissingIsAFindingOfTheRow(String line, String detail) {
    List<SourceRow> rows =
        rows(
            user(ADA, "ada@x.org", ""),
            MODEL
                    .lines()
                    .filter(
                        said ->
                            said.equals("groups = none")
                                || !line.startsWith(said.replaceFirst(" (=|not) .*", "")))
                    .collect(Collectors.joining("\n", "", "\n"))
                + line);

    assertThat(rows)
        .singleElement()
        .isInstanceOfSatisfying(
            SourceRow.Unreadable.class, bad -> assertThat(bad.detail()).contains(detail));
  }

  @Test
  void aMissingGroupsFieldIsAFindingUnlessThereAreNone() {
    assertThat(rows(user(ADA, "ada@x.org", ""), MODEL.replace("groups = none\n", "")))
        .singleElement()
        .isInstanceOfSatisfying(
            SourceRow.Unreadable.class,
            bad -> assertThat(bad.detail()).isEqualTo("groups is not a list"));
  }

  @Test
  void aReferenceByNaturalKeyThatLeadsNowhereIsAFinding() {
    String member =
        "{\"model\": \"team.member\", \"pk\": 1, \"fields\":"
            + " {\"account\": \"%s\", \"team\": [\"Sails\"], \"active\": true}}".formatted(ADA);
    assertThat(rows(user(ADA, "ada@x.org", "") + member, MODEL))
        .singleElement()
        .isInstanceOfSatisfying(
            SourceRow.Unreadable.class,
            bad -> assertThat(bad.detail()).contains("team_id refers by a natural key"));
  }

  @Test
  void tellsWhichTablesHadNoRow() {
    try (DumpSource source = source(user(ADA, "ada@x.org", "") + OTHERS, MODEL)) {
      source.read(row -> {});
      assertThat(source.absentTables()).isEmpty();
    }
    try (DumpSource source = source(user(ADA, "ada@x.org", ""), MODEL)) {
      source.read(row -> {});
      assertThat(source.absentTables())
          .containsExactly("accounts_profile", "team_member", "team_team");
    }
  }

  @Test
  void handsOverTheRestWithTheRowsWhoseItIs() {
    List<UserExtras> read = new ArrayList<>();
    try (DumpSource source = source(user(ADA, "ada@x.org", "") + OTHERS, MODEL)) {
      source.read(row -> {});
      source.readExtras(read::add, () -> {});
      assertThat(source.outline().attributes()).hasSize(7);
      assertThat(source.outline().memberships()).isTrue();
    }
    assertThat(read)
        .singleElement()
        .satisfies(
            ada -> {
              assertThat(ada.row().orElseThrow().username()).isEqualTo("ada@x.org");
              assertThat(ada.values().verified()).isTrue();
              assertThat(ada.toString()).doesNotContain("ada@x.org");
            });
  }

  @Test
  void refusesATextThatIsNoModel() {
    assertThatThrownBy(() -> source("[]", "username = = email"))
        .isInstanceOf(DatabaseRefusedException.class);
    assertThat(DumpModel.complaint("username = = email")).isPresent();
    assertThat(DumpModel.complaint("username = email")).isEmpty();
    assertThat(DumpModel.complaint("attribute hash = password")).isPresent();
  }

  @Test
  void withoutAModelADumpIsReadAsBefore() {
    assertThat(Dumps.rows(Dumps.user(1, "ada", "!", "\"full_name\": \"Ada\"")))
        .singleElement()
        .isInstanceOfSatisfying(
            SourceRow.User.class,
            ada -> {
              assertThat(ada.extras()).isEqualTo(ExtraValues.NONE);
              assertThat(ada.memberships()).isEmpty();
            });
  }
}
