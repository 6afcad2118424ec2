package io.authservice.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.password.DjangoVectors.Vector;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import io.authservice.keycloak.testing.WithPostgresKeycloak;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows as Django left them: who can log in, and what is in the column afterwards. */
@WithPostgresKeycloak
class PasswordFormatsIT {

  private static final String PASSWORD = "tr0mb0ne-quartet";
  private static final String COMPONENT = "/components/auth-service-users-001";
  private static final String PBKDF2 = "pbkdf2_sha256\\$1000\\$\\w{22}\\$[\\w+/]{43}=";
  private static final String ARGON2 =
      "argon2\\$argon2id\\$v=19\\$m=7168,t=5,p=1\\$[\\w+/]{22}\\$[\\w+/]{43}";

  private final PostgresKeycloak stack;
  private final TimedClient client;
  private String adminToken = "";

  PasswordFormatsIT(PostgresKeycloak stack) {
    this.stack = stack;
    this.client = stack.client();
  }

  @BeforeEach
  void begin() {
    adminToken = stack.masterToken();
  }

  @AfterEach
  void restore() {
    configure(Map.of());
    setPolicy("maxLength(128)");
    stack.execute("delete from users_user where username like 'hash%'");
  }

  @Test
  void everyFormatLogsInAndIsUpgradedToTheDefaultOne() {
    Map<String, Vector> oneOfEach = oneOfEach();
    assertThat(oneOfEach).hasSize(10);
    oneOfEach.forEach((algorithm, vector) -> insert("hash-" + algorithm, vector.encoded()));

    oneOfEach.forEach(
        (algorithm, vector) -> {
          String name = "hash-" + algorithm;
          assertThat(login(name, "~" + vector.password())).as(algorithm).isEqualTo(401);
          assertThat(column(name)).as(algorithm).isEqualTo(vector.encoded());
          awaitLogin(name, vector.password());
          assertThat(column(name)).as(algorithm).matches(PBKDF2);
          assertThat(login(name, vector.password())).as(algorithm).isEqualTo(200);
        });
  }

  @Test
  void everyFormatIsUpgradedToArgon2WhereThatIsChosen() {
    configure(Map.of("passwordFormat", "argon2"));
    Map<String, Vector> oneOfEach = oneOfEach();
    oneOfEach.forEach((algorithm, vector) -> insert("hash-" + algorithm, vector.encoded()));

    oneOfEach.forEach(
        (algorithm, vector) -> {
          String name = "hash-" + algorithm;
          assertThat(login(name, vector.password())).as(algorithm).isEqualTo(200);
          String upgraded = column(name);
          assertThat(upgraded).as(algorithm).matches(ARGON2);
          assertThat(login(name, vector.password())).as(algorithm).isEqualTo(200);
          assertThat(column(name)).as(algorithm).isEqualTo(upgraded);
        });
  }

  @Test
  void newPasswordsFollowTheChoiceAndThePolicyOfTheRealm() {
    configure(Map.of("passwordFormat", "argon2"));
    register("hash-new");
    assertThat(column("hash-new")).matches(ARGON2);

    setPolicy("maxLength(128) and hashAlgorithm(argon2) and hashIterations(7)");
    register("hash-newer");
    assertThat(column("hash-newer")).startsWith("argon2$argon2id$v=19$m=7168,t=7,p=1$");
    assertThat(login("hash-new", PASSWORD)).isEqualTo(200);
    assertThat(column("hash-new")).startsWith("argon2$argon2id$v=19$m=7168,t=7,p=1$");
  }

  @Test
  void aStrongerFormatIsLeftAloneUntilItsConversionIsChosen() {
    configure(Map.of("passwordFormat", "argon2"));
    register("hash-back");
    configure(Map.of("passwordFormat", "pbkdf2_sha256"));
    assertThat(login("hash-back", PASSWORD)).isEqualTo(200);
    assertThat(column("hash-back")).matches(ARGON2);

    configure(Map.of("convertStrongerPasswords", "true"));
    assertThat(login("hash-back", PASSWORD)).isEqualTo(200);
    assertThat(column("hash-back")).matches(PBKDF2);
    assertThat(login("hash-back", PASSWORD)).isEqualTo(200);
  }

  @Test
  void refusedFormatsLogNobodyInUntilTheyAreAcceptedAgain() {
    Vector md5 = oneOfEach().get("unsalted_md5");
    insert("hash-refused", md5.encoded());
    configure(Map.of("refusedPasswordFormats", "md5,unsalted_md5"));
    assertThat(login("hash-refused", md5.password())).isEqualTo(401);
    assertThat(column("hash-refused")).isEqualTo(md5.encoded());

    configure(Map.of());
    awaitLogin("hash-refused", md5.password());
  }

  @Test
  void settingsThatCannotBeUsedAreRefusedWithAMessageThatNamesThem() {
    assertThat(save(Map.of("passwordFormat", "scrypt")).json().get("errorMessage").textValue())
        .contains("passwordFormat", "scrypt");
    Answer refusal =
        save(Map.of("passwordFormat", "argon2", "refusedPasswordFormats", "argon2,md5"));
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.json().get("errorMessage").textValue()).contains("argon2");
  }

  private void register(String name) {
    Answer answer =
        client.send(
            "POST",
            "/api/users/",
            "",
            Map.of("username", name, "email", name + "@example.com", "password", PASSWORD));
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
  }

  private int login(String name, String password) {
    return client
        .send("POST", "/api/token/", "", Map.of("username", name, "password", password))
        .status();
  }

  /** After a failed login: until the realm has booked it, the next one may be refused. */
  private void awaitLogin(String name, String password) {
    await(name).atMost(Duration.ofSeconds(10)).until(() -> login(name, password) == 200);
  }

  private void insert(String name, String encoded) {
    stack.execute(
        "insert into users_user (password, is_superuser, username, first_name, last_name, email,"
            + " is_staff, is_active, date_joined) values ('"
            + encoded
            + "', false, '"
            + name
            + "', '', '', '"
            + name
            + "@example.com', false, true, now())");
  }

  private String column(String name) {
    return stack.select("select password from users_user where username = '" + name + "'").get(0);
  }

  private void configure(Map<String, String> settings) {
    Answer answer = save(settings);
    assertThat(answer.status()).as("%s", answer).isEqualTo(204);
  }

  private Answer save(Map<String, String> settings) {
    Map<String, Object> config = new HashMap<>();
    config.put("priority", List.of("0"));
    config.put("enabled", List.of("true"));
    config.put("cachePolicy", List.of("DEFAULT"));
    // Keycloak keeps what an update does not mention.
    config.put("passwordFormat", List.of("pbkdf2_sha256"));
    config.put("convertStrongerPasswords", List.of("false"));
    config.put("refusedPasswordFormats", List.of(""));
    settings.forEach((name, value) -> config.put(name, List.of(value)));
    return client.send(
        "PUT",
        "/admin/realms/" + TestSettings.REALM + COMPONENT,
        adminToken,
        Map.of(
            "id",
            "auth-service-users-001",
            "name",
            "Auth Service users",
            "providerId",
            "auth-service-users",
            "providerType",
            "org.keycloak.storage.UserStorageProvider",
            "config",
            config));
  }

  private void setPolicy(String policy) {
    Answer answer =
        client.send(
            "PUT",
            "/admin/realms/" + TestSettings.REALM,
            adminToken,
            Map.of("passwordPolicy", policy));
    assertThat(answer.status()).as("%s", answer).isEqualTo(204);
  }

  /** A vector of each algorithm, cheap enough to be weak in every format. */
  private static Map<String, Vector> oneOfEach() {
    Map<String, Vector> vectors = new LinkedHashMap<>();
    for (Vector vector : DjangoVectors.all()) {
      if (vector.password().equals("secret")) {
        vectors.putIfAbsent(vector.algorithm(), vector);
      }
    }
    return vectors;
  }
}
