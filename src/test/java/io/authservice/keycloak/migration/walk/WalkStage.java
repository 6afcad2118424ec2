package io.authservice.keycloak.migration.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.migration.BridgeComponent;
import io.authservice.keycloak.migration.ImportCalls;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.DjangoProject;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.SimpleJwt;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Django service that serves, Keycloak, and the steps from the one to the other and back. */
final class WalkStage implements AutoCloseable {

  static final String PASSWORD = "pässwörd-Ünïcode-1";
  static final String NEW = "n3w-tr0mb0ne-quartet";

  /** Of the service's applications. */
  static final String SECRET = "of-the-applications";

  static final String REALM = "/admin/realms/" + TestSettings.REALM;

  private final PostgresKeycloak stack;
  private final TimedClient http;
  private final ImportCalls calls;
  private final BridgeComponent settings;
  private final String database;
  private final String userModel;
  private final DjangoProject django;
  private final WalkClients clients;
  private final String djangoAddress;

  /**
   * @param project the folder below {@code src/test/django/walks}
   * @param userModel the setting of the bridge
   */
  WalkStage(PostgresKeycloak stack, String project, String userModel) {
    this.stack = stack;
    this.http = stack.client();
    this.calls = new ImportCalls(stack);
    this.settings = new BridgeComponent(http, calls);
    this.database = "django_" + project;
    this.userModel = userModel;
    emptied();
    stack.postgres().createDatabase(database);
    String python = System.getProperty("django.python", "");
    this.django =
        DjangoProject.walked(
            python,
            project,
            Map.of(
                "ENGINE",
                "django.db.backends.postgresql",
                "NAME",
                database,
                "USER",
                EmbeddedPostgresServer.USER,
                "HOST",
                "localhost",
                "PORT",
                Integer.toString(stack.postgres().port())),
            Map.of("SIGNING_KEY", SimpleJwt.SECRET, "PROVIDER_BASE", keycloakAddress()));
    this.clients = new WalkClients(python);
    django.call("migrate");
    djangoAddress = django.call("serve").textValue();
    clients.goTo(djangoAddress);
  }

  /** No users, as the guide wants it, and ids of either kind. */
  private void emptied() {
    forgotten();
    calls.empty();
    stack.execute(
        "delete from users_user; delete from users_uuiduser_groups;"
            + "delete from users_uuiduser_user_permissions; delete from users_uuiduser;"
            + "delete from auth_service_import; delete from auth_service_issued_token");
    settings.configure(Map.of("userIds", "INTEGER", "passwordIterations", "260000"));
  }

  /** What Keycloak keeps of the users of another walk, who had the same ids. */
  private void forgotten() {
    stack.execute(
        "delete from users_user_groups; delete from users_user_user_permissions;"
            + "delete from users_user where id > (select min(id) from users_user)");
    if (!own("select id from users_user").isEmpty()) {
      admin("POST", "auth-service/remains", Map.of());
    }
  }

  DjangoProject django() {
    return django;
  }

  WalkClients clients() {
    return clients;
  }

  String keycloakAddress() {
    return stack.keycloak().baseUrl();
  }

  String djangoAddress() {
    return djangoAddress;
  }

  WalkClients atDjango() {
    clients.goTo(djangoAddress);
    return clients;
  }

  WalkClients atKeycloak() {
    clients.goTo(keycloakAddress());
    return clients;
  }

  /** The bridge, reading only. */
  void bridge() {
    settings.configure(
        Map.of(
            "databaseUrl",
            stack.postgres().jdbcUrl(database),
            "databaseUser",
            EmbeddedPostgresServer.USER,
            "databasePassword",
            "unused",
            "userModel",
            userModel,
            "editMode",
            "READ_ONLY",
            "cachePolicy",
            "NO_CACHE"));
  }

  void runBoth() {
    settings.configure(Map.of("editMode", "WRITABLE"));
  }

  /** The import of the bridged database. */
  JsonNode imported() {
    JsonNode done = calls.imported(new byte[0], "?source=database&existing=update&tokens=true");
    assertThat(done.get("state").textValue()).as("%s", done).isEqualTo("finished");
    assertThat(done.at("/problems/errors").intValue()).as("%s", done).isZero();
    return done;
  }

  /** The last import, and the end of the bridge; Django's database is not to be had any more. */
  JsonNode detach() {
    settings.configure(Map.of("editMode", "READ_ONLY"));
    JsonNode done = imported();
    settings.letGo();
    onServer(
        "alter database " + database + " allow_connections false",
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
            + database
            + "'");
    return done;
  }

  /** Users are carried back, and the bridge is as it was. */
  void back(WayBack way) {
    onServer("alter database " + database + " allow_connections true");
    way.take(stack::connect, () -> stack.postgres().connect(database));
    bridge();
    runBoth();
  }

  private void onServer(String... statements) {
    new Sql(() -> stack.postgres().connect(EmbeddedPostgresServer.USER)).execute(statements);
  }

  Answer obtain(Map<String, ?> credentials) {
    return http.send("POST", "/api/token/", "", credentials);
  }

  String token(Map<String, ?> credentials) {
    Answer answer = obtain(credentials);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json().get("access").textValue();
  }

  JsonNode me(String token) {
    Answer answer = http.get("/auth/me/", token);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json();
  }

  /** A user made at Keycloak; the record. */
  JsonNode registered(String token, Map<String, ?> fields) {
    Answer answer = http.send("POST", "/api/users/", token, fields);
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return answer.json();
  }

  /** A user changed at Keycloak. */
  void changed(String token, Map<String, ?> fields) {
    String path = "/api/users/" + me(token).get("id").asText() + "/";
    Answer answer = http.send("PATCH", path, token, fields);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
  }

  /** Who is listed at Keycloak, by the names they log in by. */
  List<String> listed(String token) {
    List<String> names = new ArrayList<>();
    http.get("/api/users/", token).json().forEach(u -> names.add(u.get("username").textValue()));
    return names;
  }

  List<String> listedByDjango() {
    List<String> names = new ArrayList<>();
    django.call("usernames").forEach(name -> names.add(name.textValue()));
    return names;
  }

  /** A call of the Admin API; the path is below the realm's unless it begins with a slash. */
  Answer admin(String method, String path, Map<String, ?> body) {
    String address = path.startsWith("/") ? path : path.isEmpty() ? REALM : REALM + "/" + path;
    Answer answer = http.send(method, address, calls.admin(), body);
    assertThat(answer.status()).as("%s %s: %s", method, address, answer).isBetween(200, 299);
    return answer;
  }

  /** The rows of Keycloak's own database. */
  List<String> own(String sql) {
    return stack.select(sql);
  }

  @Override
  public void close() {
    clients.close();
    django.close();
    settings.letGo();
  }
}
