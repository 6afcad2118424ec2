package io.authservice.keycloak.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.migration.ImportCalls;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.TimedClient.Tokens;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One action on each of many users. */
@WithPostgresKeycloak
class BulkActionsIT {

  private static final String BASE = "/admin/realms/" + TestSettings.REALM + "/auth-service/";
  private static final String PASSWORD = "tr0mb0ne-quartet";

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private final long begun = System.currentTimeMillis();
  private String root = "";
  private String staff = "";
  private long superuser;
  private long staffer;
  private long one;
  private long two;

  BulkActionsIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @BeforeEach
  void prepare() {
    new ImportCalls(stack).empty();
    stack.execute("insert into auth_group (id, name) values (900, 'Writers'), (901, 'Readers')");
    one = client.newUser("one", PASSWORD, false);
    two = client.newUser("two", PASSWORD, false);
    staffer = client.newUser("staffer", PASSWORD, true);
    superuser =
        Long.parseLong(
            stack
                .select(
                    "select id from users_user where username = '"
                        + TestSettings.SUPERUSER_NAME
                        + "'")
                .get(0));
    root = client.adminToken(TestSettings.SUPERUSER_NAME, TestSettings.SUPERUSER_PASSWORD);
    staff = client.adminToken("staffer", PASSWORD);
  }

  @AfterEach
  void empty() {
    stack.execute("drop table if exists shop_order");
    new ImportCalls(stack).empty();
  }

  @Test
  void eachUserIsSwitchedOffOrRefusedAlone() {
    List<Long> ids = List.of(one, two, staffer, superuser, 999_999L);

    Answer answer = bulk(staff, Map.of("action", "deactivate", "ids", ids));

    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.json().get("done").intValue()).isEqualTo(2);
    assertThat(answer.json().get("next").isNull()).isTrue();
    assertThat(refusals(answer))
        .containsOnly(
            Map.entry(999_999L, "not_found"),
            Map.entry(staffer, "self"),
            Map.entry(superuser, "permission_denied"));
    assertThat(stack.select("select username from users_user where not is_active order by 1"))
        .containsExactly("one", "two");
    assertThat(client.get("/api/users/" + one + "/", client.loginAsSuperuser().access()).body())
        .contains("\"is_active\":false");

    List<JsonNode> events = events();
    assertThat(events).hasSize(2);
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.at("/authDetails/userId").textValue()).endsWith(":" + staffer);
              assertThat(event.get("resourceType").textValue()).isEqualTo("USER");
              assertThat(event.get("operationType").textValue()).isEqualTo("UPDATE");
              assertThat(event.get("representation").textValue())
                  .contains("\"changed\":{\"is_active\":[true,false]}");
            });
  }

  /** A call that broke off can be made again. */
  @Test
  void whatIsSoAlreadyIsDoneAndNoEventTellsOfIt() {
    bulk(root, Map.of("action", "deactivate", "ids", List.of(one)));
    int before = events().size();

    Answer again = bulk(root, Map.of("action", "deactivate", "ids", List.of(one)));
    Answer out =
        bulk(root, Map.of("action", "remove_from_group", "group", 900, "ids", List.of(one)));

    assertThat(again.json().get("done").intValue()).isEqualTo(1);
    assertThat(out.json().get("done").intValue()).isEqualTo(1);
    assertThat(events()).hasSize(before);
    assertThat(bulk(root, Map.of("action", "activate", "ids", List.of(one))).json().get("done"))
        .hasToString("1");
    assertThat(stack.select("select id from users_user where not is_active")).isEmpty();
    assertThat(events()).hasSize(before + 1);
  }

  @Test
  void superusersMoveUsersIntoGroupsAndOut() {
    stack.execute("insert into users_user_groups (user_id, group_id) values (" + one + ", 901)");

    Answer in =
        bulk(
            root,
            Map.of("action", "add_to_group", "group", 900, "ids", List.of(one, two, superuser)));

    assertThat(in.body()).isEqualTo("{\"done\":3,\"refused\":[],\"next\":null}");
    assertThat(groupsOf(one)).containsExactly("900", "901");
    assertThat(groupsOf(two)).containsExactly("900");
    assertThat(events())
        .anySatisfy(
            event ->
                assertThat(event.get("representation").textValue())
                    .contains("\"username\":\"one\"")
                    .contains(
                        "\"changed\":{\"groups\":[[\"Readers\"],[\"Readers\",\"Writers\"]]}"));

    bulk(root, Map.of("action", "remove_from_group", "group", 900, "ids", List.of(one, two)));

    assertThat(groupsOf(one)).containsExactly("901");
    assertThat(groupsOf(two)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"add_to_group", "remove_from_group"})
  void staffGivesNoGroups(String action) {
    Answer answer = bulk(staff, Map.of("action", action, "group", 900, "ids", List.of(one)));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().get("code").textValue()).isEqualTo("permission_denied");
    assertThat(groupsOf(one)).isEmpty();
  }

  @Test
  void aGroupThatIsNotThereIsRefused() {
    Answer answer = bulk(root, Map.of("action", "add_to_group", "group", 7, "ids", List.of(one)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/codes/group/0").textValue()).isEqualTo("does_not_exist");
  }

  /** Something of another application refers to one of them. */
  @Test
  void whomTheDatabaseKeepsIsRefusedAndTheOthersGo() {
    stack.execute(
        "create table shop_order (user_id bigint references users_user (id));"
            + "insert into shop_order values ("
            + one
            + ")");

    Answer answer =
        bulk(staff, Map.of("action", "delete", "ids", List.of(one, two, staffer, superuser)));

    assertThat(answer.json().get("done").intValue()).as("%s", answer).isEqualTo(1);
    assertThat(refusals(answer))
        .containsOnly(
            Map.entry(one, "in_use"),
            Map.entry(staffer, "self"),
            Map.entry(superuser, "permission_denied"));
    assertThat(stack.select("select username from users_user order by id"))
        .contains("one", "staffer", TestSettings.SUPERUSER_NAME)
        .doesNotContain("two");
    assertThat(events()).hasSize(1);
    assertThat(events().get(0).get("operationType").textValue()).isEqualTo("DELETE");
    assertThat(events().get(0).get("representation").textValue())
        .isEqualTo("{\"id\":%d,\"username\":\"two\"}".formatted(two));
  }

  @Test
  void sessionsEnd() {
    Tokens tokens = client.login("one", PASSWORD);

    Answer answer =
        bulk(staff, Map.of("action", "end_sessions", "ids", List.of(one, staffer, superuser)));

    assertThat(answer.json().get("done").intValue()).isEqualTo(1);
    assertThat(refusals(answer))
        .containsOnly(Map.entry(staffer, "self"), Map.entry(superuser, "permission_denied"));
    assertThat(
            client
                .send("POST", "/api/token/refresh/", "", Map.of("refresh", tokens.refresh()))
                .status())
        .isEqualTo(401);
    assertThat(client.login("one", PASSWORD).access()).isNotEmpty();
  }

  @Test
  void allWhomFiltersLetThroughComeInPortions() {
    stack.insertUsers("row", 230);
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("action", "deactivate");
    order.put("all", Map.of("search", "row", "is_active", true));

    int calls = 0;
    int done = 0;
    JsonNode next;
    do {
      Answer answer = bulk(staff, order);
      assertThat(answer.status()).as("%s", answer).isEqualTo(200);
      assertThat(answer.json().get("refused")).isEmpty();
      calls++;
      done += answer.json().get("done").intValue();
      next = answer.json().get("next");
      order.put("after", next);
    } while (!next.isNull());

    assertThat(calls).isEqualTo(3);
    assertThat(done).isEqualTo(230);
    assertThat(stack.select("select count(*) from users_user where not is_active"))
        .containsExactly("230");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "is_active | perhaps",
        "last_login | yesterday",
        "is_Staff | true",
      })
  void aFilterThatCannotBeUsedIsRefused(String name, String value) {
    Answer answer = bulk(root, Map.of("action", "delete", "all", Map.of(name, value)));

    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
    assertThat(stack.select("select id from users_user")).hasSize(4);
  }

  @Test
  void whatContradictsItselfOrIsSpeltWrongIsRefused() {
    for (Map<String, ?> body :
        List.<Map<String, ?>>of(
            Map.of("action", "delete", "ids", List.of(one), "all", Map.of()),
            Map.of("action", "delete", "ids", List.of(one), "dry_run", true),
            Map.of("action", "delete"))) {
      assertThat(bulk(root, body).status()).as("%s", body).isEqualTo(400);
    }
    assertThat(client.send("POST", BASE + "bulk?dry=1", root, Map.of("action", "delete")).status())
        .isEqualTo(400);
    assertThat(stack.select("select id from users_user")).hasSize(4);
  }

  @Test
  void thoseWhoMoveOneUserAtTheSameTimeLoseNothing() throws Exception {
    stack.execute(
        "insert into auth_group (id, name) select 910 + n, 'G' || n from generate_series(0, 7) n");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Answer>> moves = new ArrayList<>();
      for (int group = 910; group < 918; group++) {
        Map<String, Object> move =
            Map.of("action", "add_to_group", "group", group, "ids", List.of(one, two));
        moves.add(() -> bulk(root, move));
      }
      for (Future<Answer> answer : threads.invokeAll(moves)) {
        assertThat(answer.get().json().get("done").intValue()).as("%s", answer.get()).isEqualTo(2);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(groupsOf(one)).hasSize(8);
    assertThat(groupsOf(two)).hasSize(8);
  }

  @Test
  void whoManagesNoUsersIsRefused() {
    Map<String, Object> body = Map.of("action", "end_sessions", "ids", List.of(one));

    assertThat(bulk("", body).status()).isEqualTo(401);
    assertThat(bulk(client.adminToken("one", PASSWORD), body).status()).isEqualTo(403);
    assertThat(bulk(stack.masterToken(), body).json().get("done").intValue()).isEqualTo(1);
  }

  @Test
  void administratorsOfTheMasterRealmChangeSuperusers() {
    Answer answer =
        bulk(stack.masterToken(), Map.of("action", "deactivate", "ids", List.of(superuser)));

    assertThat(answer.json().get("done").intValue()).as("%s", answer).isEqualTo(1);
    assertThat(
            bulk(stack.masterToken(), Map.of("action", "activate", "ids", List.of(superuser)))
                .json()
                .get("done")
                .intValue())
        .isEqualTo(1);
  }

  private Answer bulk(String token, Map<String, ?> body) {
    return client.send("POST", BASE + "bulk", token, body);
  }

  private static Map<Long, String> refusals(Answer answer) {
    Map<Long, String> codes = new LinkedHashMap<>();
    answer
        .json()
        .get("refused")
        .forEach(
            refused -> codes.put(refused.get("id").longValue(), refused.get("code").textValue()));
    return codes;
  }

  /** Those of users, since these were made. */
  private List<JsonNode> events() {
    return StreamSupport.stream(
            client.admin("/admin-events?max=500", stack.masterToken()).json().spliterator(), false)
        .filter(event -> event.get("resourceType").textValue().matches("USER|AUTH_SERVICE_.*"))
        .filter(event -> !event.get("operationType").textValue().equals("CREATE"))
        .filter(event -> event.get("time").longValue() >= begun)
        .toList();
  }

  private List<String> groupsOf(long id) {
    return stack.select(
        "select group_id from users_user_groups where user_id = " + id + " order by 1");
  }
}
