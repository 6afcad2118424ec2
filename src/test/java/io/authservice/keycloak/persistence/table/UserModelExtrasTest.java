package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.extra.ExtraValues;
import io.authservice.keycloak.account.extra.UserModelProposal;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.persistence.bulk.JpaRowExport;
import io.authservice.keycloak.persistence.extra.JdbcAccountExtras;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.issued.ChecksumColumns;
import io.authservice.keycloak.persistence.issued.DjangoIssuedTokens;
import io.authservice.keycloak.persistence.model.UserModel;
import io.authservice.keycloak.persistence.proposal.DatabaseLook;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.testing.UserModels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What a user model has beyond the fields, on SQLite. */
class UserModelExtrasTest {

  private static final UserId ADA = UserId.of(1);
  private static final UserId ROOT = UserId.of(2);

  @TempDir private Path directory;
  private final SQLiteDataSource source = new SQLiteDataSource();
  private final UserModels taiga = UserModels.named("Taiga");
  private final String model =
      taiga.model()
          + """
          join profile = profile.user_id
          attribute city = profile.city
          attribute age = age as integer write
          attribute vip = vip as boolean write
          attribute seen_at = seen_at as moment write
          attribute options = options as json
          email_verified = vip
          groups from member.user_id name team.name by team_id
          """;

  @BeforeEach
  void fill() {
    source.setUrl("jdbc:sqlite:" + directory.resolve("django.sqlite3"));
    Sql sql = new Sql(source::getConnection);
    sql.execute(taiga.statements().toArray(String[]::new));
    sql.execute(
        "alter table users_user add age integer",
        "alter table users_user add vip boolean",
        "alter table users_user add seen_at timestamp with time zone",
        "alter table users_user add options text",
        "create table profile (user_id integer primary key, city varchar(50))",
        "create table team (id integer primary key, name varchar(50))",
        "create table member (user_id integer not null, team_id integer not null)",
        "insert into profile values (1, 'Turin')",
        "insert into team values (1, 'Sails'), (2, 'Anchors')",
        "insert into member values (1, 1), (1, 2), (2, 1)",
        "update users_user set age = 36, vip = true, seen_at = '2026-01-02 03:04:05.678',"
            + " options = '{}' where id = 1");
  }

  @Test
  void readsAndWritesAttributes() {
    assertThat(this.<Map<UserId, Map<String, Object>>>asked(all -> all.values(List.of(ADA, ROOT))))
        .isEqualTo(
            Map.of(
                ADA,
                Map.of(
                    "city",
                    "Turin",
                    "age",
                    36L,
                    "vip",
                    true,
                    "seen_at",
                    Instant.parse("2026-01-02T03:04:05.678Z"),
                    "options",
                    "{}"),
                ROOT,
                Map.of()));
    Map<String, Optional<Object>> written =
        Map.of(
            "age", Optional.of(40L),
            "vip", Optional.empty(),
            "seen_at", Optional.of(Instant.parse("2026-05-06T07:08:09.001Z")));
    asked(
        all -> {
          written.forEach(
              (name, value) -> all.write(ADA, all.attribute(name).orElseThrow(), value));
          return true;
        });
    assertThat(this.<Map<String, Object>>asked(all -> all.values(List.of(ADA)).get(ADA)))
        .containsEntry("age", 40L)
        .containsEntry("seen_at", Instant.parse("2026-05-06T07:08:09.001Z"))
        .doesNotContainKey("vip");
    assertThat(this.<Set<UserId>>asked(all -> all.holders(all.attribute("age").get(), 40L)))
        .containsExactly(ADA);
  }

  @Test
  void readsVerifiedEmailsAndMemberships() {
    assertThat(this.<Set<UserId>>asked(all -> all.verified(List.of(ADA, ROOT))))
        .containsExactly(ADA);
    assertThat(this.<Set<UserId>>asked(all -> all.verified(10))).containsExactly(ADA);
    assertThat(this.<Map<UserId, Set<String>>>asked(all -> all.memberships(List.of(ADA, ROOT))))
        .isEqualTo(Map.of(ADA, Set.of("Anchors", "Sails"), ROOT, Set.of("Sails")));
    assertThat(this.<Set<UserId>>asked(all -> all.members("Anchors", 10))).containsExactly(ADA);
  }

  /** Beside the rows, which have the fields alone. */
  @Test
  void allOfItIsExported() {
    assertThat(this.<List<UserRow>>exported(rows -> rows.users(Optional.empty(), 10)))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.groupIds()).isEmpty());
    ExtraOutline outline = exported(RowExport::outline);
    assertThat(outline.attributes()).extracting(ExtraAttribute::name).contains("city", "options");
    assertThat(outline.verified()).isTrue();
    assertThat(outline.memberships()).isTrue();
    assertThat(
            this.<Map<UserId, ExtraValues>>exported(rows -> rows.extras(List.of(ADA, ROOT)))
                .get(ADA))
        .satisfies(ada -> assertThat(ada.attributes()).containsEntry("city", "Turin"))
        .satisfies(ada -> assertThat(ada.verified()).isTrue());
    assertThat(
            this.<Map<UserId, Set<String>>>exported(rows -> rows.memberships(List.of(ADA, ROOT))))
        .isEqualTo(Map.of(ADA, Set.of("Anchors", "Sails"), ROOT, Set.of("Sails")));
  }

  private <T> T exported(Function<RowExport, T> work) {
    DatabaseFailures faults = new DatabaseFailures();
    try (TestDatabase database = TestDatabase.bridged(source, settings())) {
      return database.inTransaction(
          (accounts, em) ->
              work.apply(
                  new JpaRowExport(
                      em,
                      faults,
                      new DjangoIssuedTokens(em, faults, "", new ChecksumColumns()),
                      new JdbcAccountExtras(
                          em, faults, taiga::table, () -> UserModel.read(model)))));
    }
  }

  @Test
  void aLookProposesAndShows() {
    DatabaseLook look = new DatabaseLook(settings());
    UserModelProposal proposal = look.proposal(Optional.empty());
    assertThat(proposal.userTable()).isEqualTo("users_user");
    assertThat(proposal.userModel())
        .isEqualTo("first_name = full_name\nlast_name = ''\nwhere not is_system\ngroups = none");
    assertThat(look.samples("users_user", model))
        .first()
        .satisfies(
            ada -> {
              assertThat(ada)
                  .containsEntry("username", "ada")
                  .containsEntry("password", "pbkdf2_sha256")
                  .containsEntry("email_verified", true)
                  .containsEntry("groups", Set.of("Anchors", "Sails"));
              assertThat(ada.get("attributes")).asString().contains("city=Turin");
            });
  }

  @Test
  void aProposalForEachKnownModelCanBeRead() {
    for (UserModels known : UserModels.all()) {
      Path file = directory.resolve(known.table() + known.name().hashCode() + ".sqlite3");
      SQLiteDataSource other = new SQLiteDataSource();
      other.setUrl("jdbc:sqlite:" + file);
      new Sql(other::getConnection)
          .execute(
              known.statements().stream()
                  .map(sql -> sql.replaceAll(" uuid (primary|not|null)", " char(32) $1"))
                  .toArray(String[]::new));
      DatabaseLook look =
          new DatabaseLook(
              new BridgeSettings(
                  other.getUrl(), "", "", 2, Duration.ofSeconds(10), "users_user", "", true));
      UserModelProposal proposal = look.proposal(Optional.empty());
      assertThat(proposal.userTable()).as(known.name()).isEqualTo(known.table());
      assertThat(look.samples(proposal.userTable(), proposal.userModel()))
          .as(known.name() + ": " + proposal.userModel())
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(user -> assertThat(user.get("password")).isIn("pbkdf2_sha256", "none"));
    }
  }

  private BridgeSettings settings() {
    return new BridgeSettings(
        source.getUrl(), "", "", 2, Duration.ofSeconds(10), taiga.table(), model, false);
  }

  private <T> T asked(Function<AccountExtras, T> work) {
    try (TestDatabase database = TestDatabase.bridged(source, settings())) {
      return database.inTransaction(
          (accounts, em) ->
              work.apply(
                  new JdbcAccountExtras(
                      em, new DatabaseFailures(), taiga::table, () -> UserModel.read(model))));
    }
  }
}
