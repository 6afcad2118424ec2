package io.authservice.keycloak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client libraries of other languages, each driven by a script below {@code src/test/clients}. */
@Tag("external")
@EnabledIf(
    value = "io.authservice.keycloak.clients.LibraryScript#areAskedFor",
    disabledReason = "no client libraries: -Dclient.libraries names none")
@WithTestServer(second = true)
@TestInstance(Lifecycle.PER_CLASS)
class ClientLibrariesIT {
  private static final List<String> OAUTH2_STEPS =
      List.of(
          "ok discovery",
          "ok code with PKCE",
          "ok ID token",
          "ok userinfo",
          "ok API",
          "ok introspection",
          "ok refresh",
          "ok revocation",
          "ok logout",
          "ok device",
          "ok client credentials");

  private static final List<String> SIMPLEJWT_STEPS =
      List.of(
          "ok obtain",
          "ok claims",
          "ok call",
          "ok refresh",
          "ok published keys",
          "ok verify",
          "ok blacklist");

  private final TestServer server;
  private final Api api;
  @AutoClose private final ClientsOfLibraries clients;

  ClientLibrariesIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    clients = new ClientsOfLibraries(server);
  }

  @BeforeAll
  void makeClients() {
    clients.make();
  }

  @ParameterizedTest
  @CsvSource({
    "authlib_client.py, O_DISCOVERY, client_secret_basic",
    "authlib_client.py, KEYCLOAK_DISCOVERY, client_secret_post",
    "authlib_client.py, OLD_ADDRESSES, client_secret_basic",
    "authlib_client.py, OLD_ADDRESSES, client_secret_post",
    "requests_oauthlib_client.py, O_DISCOVERY, client_secret_basic",
    "requests_oauthlib_client.py, KEYCLOAK_DISCOVERY, client_secret_post",
    "requests_oauthlib_client.py, OLD_ADDRESSES, client_secret_basic",
    "requests_oauthlib_client.py, OLD_ADDRESSES, client_secret_post",
    "openid_client.mjs, O_DISCOVERY, client_secret_basic",
    "openid_client.mjs, KEYCLOAK_DISCOVERY, client_secret_post",
    "openid_client.mjs, OLD_ADDRESSES, client_secret_basic",
    "openid_client.mjs, OLD_ADDRESSES, client_secret_post",
  })
  void aLibraryCompletes(String script, Start start, String authentication, @TempDir Path directory)
      throws Exception {
    assertThat(run(script, start, authentication, directory)).isEqualTo(OAUTH2_STEPS);
  }

  @Test
  void aClientOfSimpleJwtRunsUnchanged(@TempDir Path directory) throws Exception {
    assertThat(run("simplejwt_client.py", Start.OLD_ADDRESSES, "none", directory))
        .isEqualTo(SIMPLEJWT_STEPS);
  }

  private List<String> run(String script, Start start, String authentication, Path directory)
      throws Exception {
    return new LibraryScript(
            LibraryScript.SOURCES.resolve(script), script.endsWith(".py") ? "python" : "node")
        .run(settings(api.user(), start, authentication), directory);
  }

  private Map<String, String> settings(User user, Start start, String authentication) {
    return Map.ofEntries(
        Map.entry("SERVICE_BASE", server.baseUrl()),
        Map.entry("SERVICE_ISSUER", Start.issuer(server)),
        Map.entry("SERVICE_DISCOVERY", start.discovery(server)),
        Map.entry("SERVICE_ADDRESSES", start == Start.OLD_ADDRESSES ? "old" : "advertised"),
        Map.entry("USER_NAME", user.username()),
        Map.entry("USER_PASSWORD", user.password()),
        Map.entry("CLIENT_WEB", ClientsOfLibraries.WEB),
        Map.entry("CLIENT_DEVICE", ClientsOfLibraries.DEVICE),
        Map.entry("CLIENT_MACHINE", ClientsOfLibraries.MACHINE),
        Map.entry("CLIENT_SECRET", RealmClients.SECRET),
        Map.entry("CLIENT_REDIRECT", RealmClients.REDIRECT),
        Map.entry("CLIENT_AUTHENTICATION", authentication));
  }
}
