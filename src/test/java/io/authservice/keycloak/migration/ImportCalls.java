package io.authservice.keycloak.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Imports on a server, and looks at what they wrote. */
public final class ImportCalls {

  static final String PATH = "/admin/realms/" + TestSettings.REALM + "/auth-service/import";
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Well-formed, and matched by no password that is known. */
  private static final String HASH =
      "pbkdf2_sha256$260000$xmTVIYKcajNOivvyHiRvu3$jdKkE3a8V+1n/EeBLBImkj6g9ds7ElWZGE0DpuZGvLo=";

  private final PostgresKeycloak stack;
  private final TimedClient client;

  public ImportCalls(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  /** Leaves the superuser alone, and no client of an import. */
  public void empty() {
    letInserts();
    for (String id : List.of("web", "spa", "worker", "legacy")) {
      JsonNode left = client(id);
      if (left != null) {
        client.send(
            "DELETE",
            "/admin/realms/" + TestSettings.REALM + "/clients/" + left.get("id").textValue(),
            admin(),
            Map.of());
      }
    }
    stack.execute(
        "delete from users_user_groups; delete from users_user_user_permissions;"
            + "delete from auth_group_permissions; delete from auth_group;"
            + "delete from auth_permission; delete from django_content_type;"
            + "delete from users_user where username <> '"
            + TestSettings.SUPERUSER_NAME
            + "';select setval(pg_get_serial_sequence('users_user', 'id'), max(id))"
            + " from users_user;"
            // Whoever gets an id again gets nobody's second factor with it.
            + "delete from fed_user_credential; delete from fed_user_attribute");
    Answer forgotten =
        client.send(
            "POST", "/admin/realms/" + TestSettings.REALM + "/clear-user-cache", admin(), Map.of());
    assertThat(forgotten.status()).as("%s", forgotten).isEqualTo(204);
  }

  /** Slow enough to look at it, and to stop it, half-way. */
  void delayInserts() {
    beforeInserts("perform pg_sleep(0.002); return new;", "true");
  }

  /** As before either of the others. */
  void letInserts() {
    stack.execute("drop trigger if exists import_test on users_user");
  }

  void refuseInsertsOf(String username) {
    beforeInserts("raise exception ''no'';", "new.username = '" + username + "'");
  }

  private void beforeInserts(String body, String condition) {
    stack.execute(
        "create or replace function import_test() returns trigger language plpgsql as 'begin "
            + body
            + " end';"
            + "create trigger import_test before insert on users_user for each row when ("
            + condition
            + ") execute function import_test()");
  }

  /** Where files may be imported from. */
  Path directory() {
    return PostgresKeycloak.importDirectory();
  }

  /** A token of the master realm's administrator. */
  public String admin() {
    return stack.masterToken();
  }

  public JsonNode imported(byte[] dump, String query) {
    return awaited(started(dump, query));
  }

  String started(byte[] dump, String query) {
    Answer answer = client.upload(PATH + query, admin(), dump);
    assertThat(answer.status()).as("%s", answer).isEqualTo(202);
    return answer.json().get("id").textValue();
  }

  /** The last word on an import. */
  JsonNode awaited(String id) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> isEnded(client.get(PATH + "/" + id, admin())));
    return status(id);
  }

  /** Without a database there is no word either way. */
  private static boolean isEnded(Answer answer) {
    return answer.status() == 200 && !answer.json().get("state").textValue().equals("running");
  }

  JsonNode status(String id) {
    Answer answer = client.get(PATH + "/" + id, admin());
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json();
  }

  /** Reasons and ids of the rows that are bad. */
  static Set<String> errors(JsonNode report) {
    return StreamSupport.stream(report.at("/problems/listed").spliterator(), false)
        .filter(finding -> finding.get("severity").textValue().equals("error"))
        .map(finding -> finding.get("reason").textValue() + " " + finding.get("id").textValue())
        .collect(Collectors.toSet());
  }

  List<String> usernames() {
    return stack.select(
        "select username from users_user where username <> '"
            + TestSettings.SUPERUSER_NAME
            + "' order by id");
  }

  /** All that an import writes, but for the superuser whose login may be recorded meanwhile. */
  List<String> tables() {
    return Stream.of(
            "select * from users_user where username <> '"
                + TestSettings.SUPERUSER_NAME
                + "' order by id",
            "select user_id, group_id from users_user_groups order by 1, 2",
            "select user_id, permission_id from users_user_user_permissions order by 1, 2",
            "select * from auth_group order by id",
            "select group_id, permission_id from auth_group_permissions order by 1, 2",
            "select * from auth_permission order by id",
            "select * from django_content_type order by id")
        .flatMap(sql -> stack.select(sql).stream())
        .toList();
  }

  /** Null if there is none. */
  public @Nullable JsonNode client(String clientId) {
    return client.admin("/clients?clientId=" + clientId, admin()).json().get(0);
  }

  /** A dump of these users, whose ids are above 1000. */
  static byte[] users(int first, int last) {
    return utf8(
        IntStream.rangeClosed(first, last)
            .mapToObj(n -> Dumps.user(1000 + n, "user%07d".formatted(n), HASH, ""))
            .collect(Collectors.joining(",", "[", "]")));
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
