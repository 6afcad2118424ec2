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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user model has beyond the fields, for users of integers and of UUIDs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UserModelExtrasContract {

  private static final String EXTRAS =
      """
      join profile = profile.user_id
      attribute city = profile.city
      attribute theme = theme write
      attribute age = age as integer write
      attribute vip = vip as boolean write
      attribute seen_at = seen_at as moment write
      attribute options = options as json
      email_verified = vip
      groups from member.user_id name team.name by team_id
      """;

  /**
   * A database that was just made.
   *
   * @param source for the test's own statements
   */
  record Opened(DataSource source, String url, String user, String password) {

    BridgeSettings settings(String table, String model) {
      return new BridgeSettings(
          url, user, password, 2, Duration.ofSeconds(10), table, model, false);
    }
  }

  /** Models of users with integers, and with UUIDs. */
  static List<UserModels> keys() {
    return List.of(UserModels.named("Taiga"), UserModels.named("Plane"));
  }

  abstract Opened empty();

  /** A statement for PostgreSQL, as this database understands it. */
  abstract String understood(String statement);

  /** A bridge to tables with two users, of whom only the first has more than nothing. */
  final class Bridged {

    private final UserModels model;
    private final Opened opened = empty();
    final UserId ada;
    final UserId root;

    Bridged(UserModels model) {
      this.model = model;
      this.ada = model.id(1);
      this.root = model.id(2);
      List<String> statements = new ArrayList<>(model.statements());
      String key = model.hasUuids() ? " uuid " : " integer ";
      for (String column :
          List.of(
              "theme varchar(10)",
              "age integer",
              "vip boolean",
              "seen_at timestamp with time zone",
              "options text")) {
        statements.add("alter table " + model.table() + " add " + column);
      }
      statements.addAll(
          List.of(
              "create table profile (user_id" + key + "primary key, city varchar(50))",
              "create table team (id integer primary key, name varchar(50))",
              "create table member (user_id" + key + "not null, team_id integer not null)",
              "insert into profile values (" + literal(ada) + ", 'Turin')",
              "insert into team values (1, 'Sails'), (2, 'Anchors')",
              "insert into member values (%1$s, 1), (%1$s, 2), (%2$s, 1)"
                  .formatted(literal(ada), literal(root)),
              "update "
                  + model.table()
                  + " set age = 36, vip = true, seen_at = '2026-01-02 03:04:05.678',"
                  + " options = '{}' where id = "
                  + literal(ada)));
      execute(statements.stream().map(UserModelExtrasContract.this::understood).toList());
    }

    void execute(List<String> statements) {
      new Sql(opened.source()::getConnection).execute(statements);
    }

    String lines() {
      return model.model() + EXTRAS;
    }

    BridgeSettings settings() {
      return opened.settings(model.table(), lines());
    }

    <T> T asked(Function<AccountExtras, T> work) {
      try (TestDatabase database = TestDatabase.bridged(opened.source(), settings())) {
        return database.inTransaction(
            (accounts, em) ->
                work.apply(
                    new JdbcAccountExtras(
                        em, new DatabaseFailures(), model::table, () -> UserModel.read(lines()))));
      }
    }

    <T> T exported(Function<RowExport, T> work) {
      DatabaseFailures faults = new DatabaseFailures();
      try (TestDatabase database = TestDatabase.bridged(opened.source(), settings())) {
        return database.inTransaction(
            (accounts, em) ->
                work.apply(
                    new JpaRowExport(
                        em,
                        faults,
                        new DjangoIssuedTokens(em, faults, "", new ChecksumColumns()),
                        new JdbcAccountExtras(
                            em, faults, model::table, () -> UserModel.read(lines())))));
      }
    }

    void write(String attribute, Optional<Object> value) {
      asked(
          all -> {
            all.write(ada, all.attribute(attribute).orElseThrow(), value);
            return true;
          });
    }
  }

  /** Without dashes, which every database takes for a UUID. */
  private static String literal(UserId id) {
    return id instanceof UserId.Whole ? id.toString() : "'" + id.toString().replace("-", "") + "'";
  }

  @ParameterizedTest
  @MethodSource("keys")
  void readsAndWritesAttributes(UserModels model) {
    Bridged bridged = new Bridged(model);
    UserId ada = bridged.ada;
    assertThat(
            bridged.<Map<UserId, Map<String, Object>>>asked(
                all -> all.values(List.of(ada, bridged.root))))
        .isEqualTo(
            Map.of(
                ada,
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
                bridged.root,
                Map.of()));
    bridged.write("age", Optional.of(40L));
    bridged.write("vip", Optional.empty());
    bridged.write("theme", Optional.of("dunkel"));
    bridged.write("seen_at", Optional.of(Instant.parse("2026-05-06T07:08:09.001Z")));
    assertThat(bridged.<Map<String, Object>>asked(all -> all.values(List.of(ada)).get(ada)))
        .containsEntry("age", 40L)
        .containsEntry("theme", "dunkel")
        .containsEntry("seen_at", Instant.parse("2026-05-06T07:08:09.001Z"))
        .doesNotContainKey("vip");
    assertThat(bridged.<Set<UserId>>asked(all -> all.holders(all.attribute("age").get(), 40L, 10)))
        .containsExactly(ada);
    assertThat(
            bridged.<Set<UserId>>asked(
                all ->
                    all.holders(
                        all.attribute("seen_at").get(),
                        Instant.parse("2026-05-06T07:08:09.001Z"),
                        10)))
        .containsExactly(ada);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void readsVerifiedEmailsAndMemberships(UserModels model) {
    Bridged bridged = new Bridged(model);
    UserId ada = bridged.ada;
    List<UserId> both = List.of(ada, bridged.root);
    assertThat(bridged.<Set<UserId>>asked(all -> all.verified(both))).containsExactly(ada);
    assertThat(bridged.<Set<UserId>>asked(all -> all.verified(10))).containsExactly(ada);
    assertThat(bridged.<Map<UserId, Set<String>>>asked(all -> all.memberships(both)))
        .isEqualTo(Map.of(ada, Set.of("Anchors", "Sails"), bridged.root, Set.of("Sails")));
    assertThat(bridged.<Set<UserId>>asked(all -> all.members("Anchors", 10))).containsExactly(ada);
  }

  /** Beside the rows, which have the fields alone. */
  @ParameterizedTest
  @MethodSource("keys")
  void allOfItIsExported(UserModels model) {
    Bridged bridged = new Bridged(model);
    UserId ada = bridged.ada;
    UserId root = bridged.root;
    assertThat(bridged.<List<UserRow>>exported(rows -> rows.users(Optional.empty(), 10)))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(row -> assertThat(row.groupIds()).isEmpty());
    ExtraOutline outline = bridged.exported(RowExport::outline);
    assertThat(outline.attributes()).extracting(ExtraAttribute::name).contains("city", "options");
    assertThat(outline.verified()).isTrue();
    assertThat(outline.memberships()).isTrue();
    assertThat(
            bridged
                .<Map<UserId, ExtraValues>>exported(rows -> rows.extras(List.of(ada, root)))
                .get(ada))
        .satisfies(values -> assertThat(values.attributes()).containsEntry("city", "Turin"))
        .satisfies(values -> assertThat(values.verified()).isTrue());
    assertThat(
            bridged.<Map<UserId, Set<String>>>exported(
                rows -> rows.memberships(List.of(ada, root))))
        .isEqualTo(Map.of(ada, Set.of("Anchors", "Sails"), root, Set.of("Sails")));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aLookShowsThem(UserModels model) {
    Bridged bridged = new Bridged(model);
    assertThat(new DatabaseLook(bridged.settings()).samples(model.table(), bridged.lines()))
        .first()
        .satisfies(
            ada -> {
              assertThat(ada)
                  .containsEntry("email", "ada@example.com")
                  .containsEntry("password", "pbkdf2_sha256")
                  .containsEntry("email_verified", true)
                  .containsEntry("groups", Set.of("Anchors", "Sails"));
              assertThat(ada.get("attributes")).asString().contains("city=Turin");
            });
  }

  @Test
  void aLookProposes() {
    UserModelProposal proposal =
        new DatabaseLook(new Bridged(UserModels.named("Taiga")).settings())
            .proposal(Optional.empty());
    assertThat(proposal.userTable()).isEqualTo("users_user");
    assertThat(proposal.userModel())
        .isEqualTo("first_name = full_name\nlast_name = ''\nwhere not is_system\ngroups = none");
  }

  @Test
  void aProposalForEachKnownModelCanBeRead() {
    for (UserModels known : UserModels.all()) {
      Opened other = empty();
      new Sql(other.source()::getConnection)
          .execute(known.statements().stream().map(this::understood).toList());
      DatabaseLook look = new DatabaseLook(other.settings("users_user", ""));
      UserModelProposal proposal = look.proposal(Optional.empty());
      assertThat(proposal.userTable()).as(known.name()).isEqualTo(known.table());
      assertThat(look.samples(proposal.userTable(), proposal.userModel()))
          .as(known.name() + ": " + proposal.userModel())
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(user -> assertThat(user.get("password")).isIn("pbkdf2_sha256", "none"));
    }
  }
}
