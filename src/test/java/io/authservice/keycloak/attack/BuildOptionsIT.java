package io.authservice.keycloak.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.password.AddedFormat;
import io.authservice.keycloak.server.ClientCertificates;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Dumps;
import io.authservice.keycloak.testing.SaleorPasswords;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server of another build, whose options open doors, each of them looked at by itself, and with
 * another JAR beside ours.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildOptionsIT {

  private static final Optional<String> HOLDER = Optional.of("holder");
  private static final Optional<String> ANOTHER = Optional.of("another");

  @AutoClose private TestServer server;
  private ClientCertificates certificates;
  private Stage stage;

  @BeforeAll
  void start(@TempDir Path providers) throws IOException {
    certificates = ClientCertificates.of(HOLDER.get(), ANOTHER.get());
    writeJar(providers.resolve("passwords-of-a-project.jar"));
    server =
        TestServer.startBuiltWith(
            providers,
            List.of("--features=scim-api", "--https-client-auth=request"),
            "other-build",
            certificates.options());
    stage = new Stage(server.baseUrl(), server.realm());
  }

  /** {@code --https-client-auth=request}: tokens that are bound to certificates. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class BoundTokens {

    private static final String CLIENT = "certificate-bound";
    private Person user;

    @BeforeAll
    void makeClient() {
      user = stage.user();
      stage.make(
          "/clients",
          Map.of(
              "clientId",
              CLIENT,
              "publicClient",
              false,
              "secret",
              Stage.SECRET,
              "directAccessGrantsEnabled",
              true,
              "attributes",
              Map.of("tls.client.certificate.bound.access.tokens", "true")));
    }

    private HttpResponse<String> sent(Optional<String> certificate, HttpRequest.Builder request) {
      try {
        return certificates.client(certificate).send(request.build(), BodyHandlers.ofString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(certificates.baseUrl() + path));
    }

    private String token() {
      String form =
          Map.of(
                  "grant_type",
                  "password",
                  "client_id",
                  CLIENT,
                  "client_secret",
                  Stage.SECRET,
                  "username",
                  user.name(),
                  "password",
                  Stage.PASSWORD)
              .entrySet()
              .stream()
              .map(
                  field ->
                      field.getKey()
                          + "="
                          + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      HttpResponse<String> answer =
          sent(
              HOLDER,
              request("/o/token/")
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form)));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      String token = new JsonPath(answer.body()).getString("access_token");
      assertThat(
              new String(
                  Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8))
          .contains("\"cnf\":{\"x5t#S256\":\"");
      return token;
    }

    private int me(Optional<String> certificate, String token) {
      return sent(certificate, request("/auth/me/").header("Authorization", "Bearer " + token))
          .statusCode();
    }

    private int verified(Optional<String> certificate, String token) {
      return sent(
              certificate,
              request("/api/token/verify/")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}")))
          .statusCode();
    }

    @Test
    void areGoodForWhoHoldsTheCertificate() {
      String token = token();

      assertThat(me(HOLDER, token)).isEqualTo(200);
      assertThat(verified(HOLDER, token)).isEqualTo(200);
    }

    @Test
    void areRefusedWithAnotherCertificateAndWithNone() {
      String token = token();

      for (Optional<String> certificate : List.of(ANOTHER, Optional.<String>empty())) {
        assertThat(me(certificate, token)).as("%s", certificate).isEqualTo(401);
        assertThat(verified(certificate, token)).as("%s", certificate).isEqualTo(401);
      }
    }
  }

  /** With nothing in it but a class and who asks for it. */
  private static void writeJar(Path file) throws IOException {
    String type = SaleorPasswords.class.getName();
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        InputStream code =
            SaleorPasswords.class.getResourceAsStream("/" + type.replace('.', '/') + ".class")) {
      jar.putNextEntry(new JarEntry(type.replace('.', '/') + ".class"));
      code.transferTo(jar);
      jar.putNextEntry(new JarEntry("META-INF/services/" + AddedFormat.class.getName()));
      jar.write(type.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Passwords of a project's own hasher, by a JAR of its own. */
  @Nested
  class AddedPasswords {

    @Test
    void logInAndAreReplaced() {
      String encoded =
          "sha512b64pbkdf2$690$4NrzJ89Q0QZSdnGmPzBbkt"
              + "$amHlGF29yz+bPGbdl/8I49GecdxPVoMuFwjy/JqBvUY=";
      new AdminApi(server).importDump("[" + Dumps.user(90_001, "of-saleor", encoded, "") + "]");
      Api api = new Api(server);

      api.obtain("of-saleor", "Secret").then().statusCode(401);
      api.obtain("of-saleor", "secret").then().statusCode(200);
      api.obtain("of-saleor", "secret").then().statusCode(200);
    }
  }

  /** {@code --features=scim-api}. */
  @Nested
  class Scim extends ScimContract {

    Scim() {
      super(stage, server.baseUrl());
    }
  }
}
