package io.authservice.keycloak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.Ports;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pages about clients tell people to paste, each with the library it is for. */
@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.clients.LibraryScript#areAskedFor",
    disabledReason = "no client libraries: -Dclient.libraries names none")
@WithTestServer(second = true)
@TestInstance(Lifecycle.PER_CLASS)
class RecipesIT {
  private static final List<String> CLIENTS =
      List.of("shop", "shop-api", "shop-app", "shop-mobile");

  /** A library, what it needs, the program that drives it, and what that does. */
  enum Recipe {
    SIMPLEJWT(
        "django",
        "django_simplejwt.py",
        "token of /api/token/",
        "token of a login",
        "less scope",
        "no ID token",
        "no other",
        "users of one's own"),
    DJANGO_OAUTH_TOOLKIT(
        "django",
        "django_oauth_toolkit.py",
        "introspection with credentials",
        "introspection with a token",
        "not with OIDC_ENABLED",
        "no other",
        "another name is another",
        "revocation once forgotten"),
    SOCIAL_AUTH(
        "django",
        "social_auth.py",
        "login",
        "the same again",
        "another of the same address is another"),
    ALLAUTH(
        "django",
        "allauth_login.py",
        "login",
        "the same again",
        "another of the same address is another",
        "asked for an address of their own"),
    MOZILLA_DJANGO_OIDC(
        "mozilla",
        "mozilla_login.py",
        "login",
        "the same again",
        "another of the same address is another"),
    GENERIC_OAUTH(
        "python", "generic_oauth.py", "login", "who it is", "refresh tokens are for one use"),
    NATIVE_APP(
        "python",
        "native_app.py",
        "any port of the loopback address",
        "scheme of its own",
        "no other address",
        "not without PKCE",
        "refresh and end"),
    MOD_AUTH_OPENIDC("apache", "apache_openidc.py", "login", "not without the group"),
    SPRING_BOOT("java", "spring_boot.py", "resource server", "less scope, and none", "login"),
    ADMIN_CLIENT_JAVA(
        "java", "recipes/Administration.java", "search", "create", "change", "remove"),
    ADMIN_CLIENT_JAVASCRIPT("node", "admin_client.mjs", "search", "create", "change", "remove"),
    AUTH_JS("node", "authjs_client.mjs", "login", "session", "logout at the shop"),
    PASSPORT("node", "passport_client.mjs", "login", "the same again"),
    JOSE(
        "node",
        "jose_verifier.mjs",
        "access token",
        "no refresh token",
        "no token of a client for itself",
        "no other"),
    AXIOS(
        "node",
        "axios_client.mjs",
        "login",
        "three calls, one refresh",
        "again",
        "the end is told");

    private final String needs;
    private final String script;
    private final List<String> steps;

    Recipe(String needs, String script, String... steps) {
      this.needs = needs;
      this.script = script;
      this.steps = Stream.of(steps).map("ok "::concat).toList();
    }
  }

  private final TestServer server;
  private final Api api;
  private final String shop = "http://localhost:" + Ports.free();
  private final RecipeCopy copy;
  @AutoClose private final RealmClients clients;

  RecipesIT(TestServer server, @TempDir Path directory) {
    this.server = server;
    api = new Api(server);
    copy = new RecipeCopy(directory, server.baseUrl(), shop);
    clients = new RealmClients(server);
  }

  @BeforeAll
  void makeClients() {
    CLIENTS.forEach(name -> clients.make(copy.client(name)));
  }

  @ParameterizedTest
  @EnumSource
  void aRecipeWorksAsPrinted(Recipe recipe, @TempDir Path directory) throws Exception {
    assertThat(new LibraryScript(copy.file(recipe.script), recipe.needs).run(settings(), directory))
        .isEqualTo(recipe.steps);
  }

  private Map<String, String> settings() {
    Api.User user = api.user();
    return Map.of(
        "SERVICE_BASE", server.baseUrl(),
        "SHOP_BASE", shop,
        "USER_NAME", user.username(),
        "USER_PASSWORD", user.password(),
        "SUPERUSER_NAME", server.superuserName(),
        "SUPERUSER_PASSWORD", server.superuserPassword(),
        "JAVA", LibraryScript.java(),
        "JAVA_CLASSES", LibraryScript.javaClasses());
  }
}
