package io.authservice.keycloak.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.server.EmbeddedPostgresServer;
import io.authservice.keycloak.server.KeycloakServer;
import io.authservice.keycloak.server.MetricsPage;
import io.authservice.keycloak.server.ProjectFiles;
import io.authservice.keycloak.server.ServerClient;
import io.authservice.keycloak.server.ServerContents;
import io.authservice.keycloak.server.ServerHome;
import io.authservice.keycloak.server.SharedServer;
import io.authservice.keycloak.server.Sql;
import io.authservice.keycloak.server.TestSettings;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A Keycloak on H2, with the drivers it does not bring laid into its providers, beside a PostgreSQL
 * whose databases are Django's.
 */
public final class BridgedKeycloak implements SharedServer {

  public static final String VAULT_KEY = "django-password";

  /** Without the database of this realm the server is not ready. */
  public static final String NEEDED_REALM = "needed";

  private static final String LEGACY = "--spi-realm-restapi-extension--auth-service--legacy-";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEYS = "org.keycloak.keys.KeyProvider";
  private static final String STORAGE = "org.keycloak.storage.UserStorageProvider";

  private final EmbeddedPostgresServer postgres;
  private final KeycloakServer keycloak;
  private final ServerClient client;
  private final Path work;

  private BridgedKeycloak(EmbeddedPostgresServer postgres, KeycloakServer keycloak, Path work) {
    this.postgres = postgres;
    this.keycloak = keycloak;
    this.client = new ServerClient(keycloak.baseUrl());
    this.work = work;
  }

  /** A server with the drivers of all databases and a vault of files. */
  public static ServerHome home() {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    List<String> options = new ArrayList<>(ServerContents.H2_OPTIONS);
    options.add("--vault=file");
    ServerContents contents = ServerContents.of(files);
    return ServerHome.prepare(
        files.work().resolve("bridge"),
        new ServerContents(
                contents.version(),
                contents.distribution(),
                List.of(
                    files.provider(),
                    jarOf(org.postgresql.Driver.class),
                    jarOf(org.sqlite.JDBC.class),
                    jarOf(org.mariadb.jdbc.Driver.class),
                    jarOf(com.mysql.cj.jdbc.Driver.class)),
                contents.themes(),
                contents.realm(),
                options)
            .withMetrics());
  }

  /**
   * @param name of its log
   */
  static BridgedKeycloak start(String name) {
    ProjectFiles files = ProjectFiles.ofTheBuild();
    ServerHome home = home();
    Path work = emptyDirectory(files);
    EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(work.resolve("postgres"));
    Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
    try {
      KeycloakServer keycloak =
          KeycloakServer.in(home)
              .h2(Files.createDirectories(work.resolve("h2")))
              .shortLived()
              .log(files.work().resolve(name + ".log"))
              .environment(TestSettings.ENVIRONMENT)
              .options(
                  List.of(
                      "--vault-dir=" + Files.createDirectories(work.resolve("vault")),
                      "--spi-storage--auth-service-users--readiness-realms=other," + NEEDED_REALM,
                      "--spi-realm-restapi-extension--auth-service--client-calls=djoser",
                      LEGACY + "jwt-secret=" + SimpleJwt.SECRET,
                      LEGACY + "jwt-until=" + tomorrow,
                      LEGACY + "oauth2-access-until=" + tomorrow,
                      LEGACY + "oauth2-refresh-until=" + tomorrow,
                      LEGACY + "drf-token-until=" + tomorrow))
              .start();
      return new BridgedKeycloak(postgres, keycloak, work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public EmbeddedPostgresServer postgres() {
    return postgres;
  }

  public String baseUrl() {
    return keycloak.baseUrl();
  }

  /** Where a test may keep files, such as a SQLite database. */
  public Path work() {
    return work;
  }

  public String log() {
    try {
      return Files.readString(keycloak.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a secret where Keycloak's file vault looks for it. */
  public void keepInVault(String realm, String secret) {
    try {
      Files.writeString(work.resolve("vault").resolve(realm + "_" + VAULT_KEY), secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new database with Django's tables. */
  public DjangoRows database() {
    return database(DjangoSchemas.POSTGRESQL.statements());
  }

  public DjangoRows database(List<String> statements) {
    String name = "django" + UUID.randomUUID().toString().replace("-", "");
    postgres.createDatabase(name);
    new Sql(() -> postgres.connect(name)).execute(statements);
    return new DjangoRows(name, () -> postgres.connect(name));
  }

  /** The settings of a bridge to a database of this PostgreSQL. */
  public Map<String, String> settings(DjangoRows database) {
    Map<String, String> settings = new HashMap<>();
    settings.put("databaseUrl", postgres.jdbcUrl(database.name()));
    settings.put("databaseUser", EmbeddedPostgresServer.USER);
    settings.put("databasePassword", "unused-secret");
    settings.put("cachePolicy", "NO_CACHE");
    return settings;
  }

  /** A realm like the template, whose users are where the settings say. */
  public BridgedRealm realm(Map<String, String> settings) {
    String name = "realm" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return realm(name, settings);
  }

  public BridgedRealm realm(String name, Map<String, String> settings) {
    return new BridgedRealm(client(), name, createRealm(name, settings, 201));
  }

  public MetricsPage metrics() {
    return new MetricsPage(keycloak.managementPort());
  }

  /** Removes the realms that other classes made. Where something is in the way, one stays. */
  public void removeRealms() {
    asMaster()
        .queryParam("briefRepresentation", true)
        .get("/admin/realms")
        .jsonPath()
        .<String>getList("realm")
        .stream()
        .filter(name -> !name.equals("master") && !name.equals(TestSettings.REALM))
        .forEach(name -> asMaster().delete("/admin/realms/" + name));
  }

  /** The answer to an attempt to make such a realm. */
  Response attemptRealm(String name, Map<String, String> settings) {
    return asMaster().body(template(name, settings).toString()).post("/admin/realms");
  }

  private String createRealm(String name, Map<String, String> settings, int status) {
    attemptRealm(name, settings).then().statusCode(status);
    return name + "-s";
  }

  public static ObjectNode template(String name, Map<String, String> settings) {
    try {
      ObjectNode realm =
          (ObjectNode) JSON.readTree(Path.of("realm-export", "auth-service-realm.json").toFile());
      realm.put("realm", name);
      ((ObjectNode) realm.get("components")).set(KEYS, keys());
      ObjectNode storage = (ObjectNode) ((ArrayNode) realm.get("components").get(STORAGE)).get(0);
      storage.put("id", name + "-s");
      ObjectNode config = (ObjectNode) storage.get("config");
      settings.forEach((key, value) -> config.putArray(key).add(value));
      return realm;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of 1024 bits, for two keys of the usual 2048 are most of the work of making a realm. */
  private static ArrayNode keys() {
    ArrayNode keys = JSON.createArrayNode();
    Map.of(
            "rsa-generated", Map.of("keySize", "1024"),
            "hmac-generated", Map.of("algorithm", "HS512"),
            "aes-generated", Map.<String, String>of())
        .forEach(
            (provider, settings) -> {
              ObjectNode key = keys.addObject().put("name", provider).put("providerId", provider);
              ObjectNode config = key.putObject("config");
              settings.forEach((setting, value) -> config.putArray(setting).add(value));
            });
    return keys;
  }

  /** A component that is sent to be saved. */
  public static Map<String, Object> component(Map<String, String> settings) {
    Map<String, List<String>> config = new HashMap<>();
    config.put("enabled", List.of("true"));
    config.put("priority", List.of("0"));
    settings.forEach((key, value) -> config.put(key, List.of(value)));
    return Map.of(
        "name",
        "Bridge",
        "providerId",
        "auth-service-users",
        "providerType",
        STORAGE,
        "config",
        config);
  }

  public ServerClient client() {
    return client;
  }

  public RequestSpecification anonymous() {
    return client().anonymous();
  }

  public RequestSpecification as(String token) {
    return client().as(token);
  }

  public RequestSpecification asMaster() {
    return client().asMaster();
  }

  /** A password grant at Keycloak's own token endpoint. */
  public Response nativeLogin(String realm, String client, String username, String password) {
    return client().nativeLogin(realm, client, username, password);
  }

  @Override
  public Optional<String> end(Duration patience) {
    return keycloak.end(patience);
  }

  @Override
  public void close() {
    keycloak.stop();
    postgres.close();
  }

  private static Path jarOf(Class<?> driver) {
    try {
      return Path.of(driver.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path emptyDirectory(ProjectFiles files) {
    try {
      return Files.createTempDirectory(Files.createDirectories(files.work()), "bridge-data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
