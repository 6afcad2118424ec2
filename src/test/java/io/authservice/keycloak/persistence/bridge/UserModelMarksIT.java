package io.authservice.keycloak.persistence.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.authservice.keycloak.testing.BridgedKeycloak;
import io.authservice.keycloak.testing.BridgedRealm;
import io.authservice.keycloak.testing.DjangoRows;
import io.authservice.keycloak.testing.Jwt;
import io.authservice.keycloak.testing.UserModels;
import io.authservice.keycloak.testing.WithBridgedKeycloak;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Verified e-mails and memberships as a project keeps them, on PostgreSQL. */
@WithBridgedKeycloak
class UserModelMarksIT {

  private static final String ADDRESSES =
      """

      join address = account_emailaddress.user_id where email = user.email
      email_verified = address.verified
      """;

  private static final String TEAMS =
      """

      groups from team_member.user_id name team.name by team_id where active
      groups from base_userprofile.user_id name role
      """;

  private final BridgedKeycloak server;
  private final UserModels open = UserModels.named("Read the Docs");
  private DjangoRows django;
  private BridgedRealm realm;

  UserModelMarksIT(BridgedKeycloak server) {
    this.server = server;
  }

  @BeforeEach
  void bridge() {
    django = server.database(open.statements());
    django.execute(
        "create table account_emailaddress (id integer primary key, user_id integer not null,"
            + " email varchar(254) not null, verified boolean not null)",
        "insert into account_emailaddress values (1, 1, 'ada@example.com', true),"
            + " (2, 1, 'other@example.com', true), (3, 2, 'root@example.com', false)",
        "alter table auth_user add is_verified boolean not null default true",
        "create table team (id integer primary key, name varchar(50))",
        "create table team_member (user_id integer not null, team_id integer not null,"
            + " active boolean not null)",
        "create table base_userprofile (user_id integer primary key, role varchar(20))",
        "insert into team values (1, 'Sails'), (2, 'Anchors'), (3, 'Former')",
        "insert into team_member values (1, 1, true), (1, 2, true), (1, 3, false), (2, 1, true)",
        "insert into base_userprofile values (1, 'Captain'), (2, '')",
        "insert into auth_group values (7, 'Writers')",
        "insert into auth_user_groups values (1, 1, 7)");
  }

  @AfterEach
  void remove() {
    realm.remove();
  }

  private void bridgedBy(String more) {
    Map<String, String> settings = server.settings(django);
    settings.put("userTable", open.table());
    settings.put("userModel", open.model() + more);
    realm = server.realm(settings);
  }

  @Test
  void anEmailIsVerifiedAsTheProjectHasIt() {
    bridgedBy(ADDRESSES);
    assertThat(isVerified(1)).isTrue();
    assertThat(isVerified(2)).isFalse();
    assertThat(found("emailVerified", "true")).containsExactly("ada");
    assertThat(found("emailVerified", "false")).contains("root").doesNotContain("ada");
    django.execute("update account_emailaddress set verified = not verified");
    assertThat(isVerified(1)).isFalse();
    assertThat(isVerified(2)).isTrue();
    django.execute("update auth_user set email = 'third@example.com' where id = 2");
    assertThat(isVerified(2)).isFalse();
    changeEmail("fresh@example.com");
    assertThat(isVerified(1)).isFalse();
    django.execute("insert into account_emailaddress values (4, 1, 'fresh@example.com', true)");
    assertThat(isVerified(1)).isTrue();
  }

  @Test
  void whatAdministratorsSayOfThisEmailCountsMore() {
    bridgedBy(ADDRESSES);
    setVerified(1, false);
    setVerified(2, true);
    assertThat(isVerified(1)).isFalse();
    assertThat(isVerified(2)).isTrue();
    assertThat(found("emailVerified", "true")).containsExactly("root");
    assertThat(django.select("select verified from account_emailaddress order by id"))
        .containsExactly("t", "t", "f");
    setVerified(1, true);
    assertThat(isVerified(1)).isTrue();
  }

  @Test
  void whoSavesAFormSaysNothingOfTheMark() {
    bridgedBy(ADDRESSES);
    setVerified(1, true);
    setVerified(2, false);
    django.execute("update account_emailaddress set verified = not verified");
    assertThat(isVerified(1)).isFalse();
    assertThat(isVerified(2)).isTrue();
  }

  @Test
  void anEmailThatIsChangedHereIsNotVerifiedByAMarkOfTheFormer() {
    bridgedBy("\nemail_verified = is_verified\n");
    assertThat(isVerified(1)).isTrue();
    changeEmail("countess@example.com");
    assertThat(django.select("select email, is_verified from auth_user where id = 1"))
        .containsExactly("countess@example.com|t");
    assertThat(isVerified(1)).isFalse();
    assertThat(found("emailVerified", "true")).contains("root").doesNotContain("ada");
    setVerified(1, true);
    assertThat(isVerified(1)).isTrue();
  }

  private void changeEmail(String email) {
    server
        .as(realm.login("ada", UserModels.PASSWORD))
        .body(Map.of("email", email))
        .patch(realm.api("/api/users/1/"))
        .then()
        .statusCode(200);
  }

  private boolean isVerified(long id) {
    return server
        .asMaster()
        .get(realm.admin("/users/" + realm.keycloakId(id)))
        .then()
        .statusCode(200)
        .extract()
        .path("emailVerified");
  }

  private void setVerified(long id, boolean verified) {
    String address = realm.admin("/users/" + realm.keycloakId(id));
    Map<String, Object> user = server.asMaster().get(address).then().extract().path("");
    user.put("emailVerified", verified);
    server.asMaster().body(user).put(address).then().statusCode(204);
  }

  private List<String> found(String parameter, String value) {
    return server
        .asMaster()
        .queryParam(parameter, value)
        .get(realm.admin("/users"))
        .then()
        .statusCode(200)
        .extract()
        .path("username");
  }

  @Test
  void membershipsAreGroupsBesideDjangos() {
    bridgedBy(TEAMS);
    server
        .asMaster()
        .put(
            realm.admin(
                "/clients/"
                    + idOf("/clients", "clientId", "auth-service-api")
                    + "/default-client-scopes/"
                    + idOf("/client-scopes", "name", "groups")))
        .then()
        .statusCode(204);
    assertThat(Jwt.of(realm.login("ada", UserModels.PASSWORD)).claims().get("groups"))
        .hasToString("[\"Anchors\",\"Captain\",\"Sails\",\"Writers\"]");
    assertThat(Jwt.of(realm.login("root", UserModels.PASSWORD)).claims().get("groups"))
        .hasToString("[\"Sails\"]");
    server
        .asMaster()
        .get(realm.admin("/users/" + realm.keycloakId(1)))
        .then()
        .body(
            "attributes.django_groups", equalTo(List.of("Anchors", "Captain", "Sails", "Writers")));
    assertThat(found("q", "django_groups:Sails")).containsExactlyInAnyOrder("ada", "root");
    assertThat(found("q", "django_groups:Writers")).containsExactly("ada");
    assertThat(found("q", "django_groups:Former")).isEmpty();
  }

  /** As many as a search names, and one more: Keycloak goes on as if the storage had failed. */
  @Test
  void searchesThatWouldNameTooManyFindNobodyAndTheLogSaysWhy() {
    crowd(100, 10_098);
    bridgedBy(
        """

        join address = account_emailaddress.user_id
        email_verified = address.verified
        groups from team_member.user_id name team.name by team_id
        attribute plan = user_plan
        """);
    for (String search : List.of("emailVerified=true", "q=django_groups:Sails", "q=plan:gold")) {
      assertThat(counted(search).asString()).as(search).isEqualTo("10000");
    }
    assertThat(listed("emailVerified=true").jsonPath().getList("id")).hasSize(20);
    crowd(20_000, 20_000);
    Map<String, String> refusals =
        Map.of(
            "emailVerified=true", "More than 10000 users are verified",
            "emailVerified=false", "More than 10000 users are verified",
            "q=django_groups:Sails", "More than 10000 users are in Sails",
            "q=plan:gold", "More than 10000 users have this plan");
    refusals.forEach(
        (search, message) -> {
          assertThat(counted(search).asString()).as(search).isEqualTo("0");
          assertThat(listed(search).asString()).as(search).isEqualTo("[]");
          assertThat(server.log()).as(search).contains(message);
        });
    assertThat(counted("q=plan:silver").asString()).isEqualTo("0");
  }

  /** Users of whom all is true that is searched for, but for the one who is there already. */
  private void crowd(int from, int to) {
    String ids = " from generate_series(" + from + ", " + to + ") n";
    django.execute(
        "alter table auth_user add column if not exists user_plan varchar(10)",
        "create index if not exists by_user on account_emailaddress (user_id)",
        "insert into auth_user (id, password, username, first_name, last_name, email, is_active,"
            + " is_staff, is_superuser, date_joined, user_plan) select n, '!', 'crowd' || n, '', '',"
            + " 'crowd' || n || '@example.com', true, false, false, now(), 'gold'"
            + ids,
        "insert into account_emailaddress select n, n, '', true" + ids,
        "insert into team_member select n, 1, true" + ids,
        "update auth_user set user_plan = 'gold' where id = 1",
        "delete from team_member where user_id = 2");
  }

  private Response counted(String search) {
    return server.asMaster().get(realm.admin("/users/count?" + search));
  }

  private Response listed(String search) {
    return server.asMaster().get(realm.admin("/users?max=20&" + search));
  }

  @Test
  void theyAreOnlyRead() {
    bridgedBy(TEAMS);
    String address = realm.admin("/users/" + realm.keycloakId(1));
    Map<String, Object> user = server.asMaster().get(address).then().extract().path("");
    server.asMaster().body(user).put(address).then().statusCode(204);
    assertThat(django.select("select count(*) from team_member")).containsExactly("4");
    server
        .asMaster()
        .body(Map.of("groups", List.of()))
        .patch(realm.admin("/auth-service/users/1/grants"))
        .then()
        .statusCode(200);
    assertThat(django.select("select count(*) from team_member")).containsExactly("4");
    assertThat(found("q", "django_groups:Sails")).contains("ada");
  }

  @Test
  void savingSaysWhatTheTablesCannotAnswer() {
    bridgedBy("");
    Map<String, String> refusals = new LinkedHashMap<>();
    refusals.put("email_verified = nowhere", "what is said of email_verified");
    refusals.put("email_verified = email else username", "what is said of email_verified is not");
    refusals.put("groups from nowhere.user_id name x", "what is said of groups");
    refusals.put("groups from team_member.user_id name team.x by team_id", "is said of groups");
    refusals.put("groups from team_member.user_id name team.name", "not understood");
    refusals.put("groups from auth_user.id name password", "password is a secret");
    refusals.put("groups from authtoken_token.user_id name key", "authtoken_token is a secret");
    refusals.forEach(
        (line, message) -> {
          Response answer = realm.configure(Map.of("userModel", open.model() + "\n" + line));
          assertThat(answer.statusCode()).as(line).isEqualTo(400);
          assertThat(answer.asString()).as(line).contains(message);
        });
  }

  private String idOf(String list, String key, String value) {
    return server
        .asMaster()
        .get(realm.admin(list))
        .then()
        .extract()
        .path("find { it." + key + " == '" + value + "' }.id");
  }
}
