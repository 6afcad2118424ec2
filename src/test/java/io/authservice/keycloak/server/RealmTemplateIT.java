package io.authservice.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Jwt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the realm is that Keycloak's own import makes of the template. */
@WithTestServer
class RealmTemplateIT {

  private static final List<String> DEFAULT = List.of("auth-service");
  private static final List<String> OPTIONAL = List.of("read", "write");

  private final TestServer server;
  private final AdminApi admin;
  private final JsonNode template;

  RealmTemplateIT(TestServer server) throws IOException {
    this.server = server;
    this.admin = new AdminApi(server);
    this.template = new ObjectMapper().readTree(ProjectFiles.ofTheBuild().realm().toFile());
  }

  @Test
  void hasEveryBuiltInScopeWithItsMappers() {
    Map<String, List<String>> builtIn = mappersByScope("master");

    assertThat(builtIn).containsKeys("basic", "profile", "email", "service_account");
    assertThat(mappersByScope(server.realm())).containsAllEntriesOf(builtIn);
  }

  /**
   * Importers that make the realm as the template says take away what it does not name, as
   * keycloak-config-cli does.
   */
  @Test
  void namesEveryScopeOfLaterClients() {
    assertThat(names(template.path("defaultDefaultClientScopes")))
        .containsExactlyInAnyOrderElementsOf(with(DEFAULT, assigned("master", "default")))
        .containsExactlyInAnyOrderElementsOf(assigned(server.realm(), "default"));
    assertThat(names(template.path("defaultOptionalClientScopes")))
        .containsExactlyInAnyOrderElementsOf(with(OPTIONAL, assigned("master", "optional")))
        .containsExactlyInAnyOrderElementsOf(assigned(server.realm(), "optional"));
  }

  @Test
  void givesTokensOfLaterClientsTheirSubject() {
    User user = new Api(server).user();

    String access =
        admin
            .grant(server.realm(), admin.client(Map.of()), user.username(), user.password())
            .path("access_token");

    assertThat(Jwt.of(access).claim("sub")).isEqualTo(admin.id(user.username()));
  }

  @Test
  void saysAtTheStartThatAnAccountIsNoAddress() throws IOException {
    assumeThat(server.log()).isPresent();
    Path log = server.log().orElseThrow();

    assertThat(Files.readString(log))
        .contains(
            "E-mail addresses in the realm "
                + server.realm()
                + ": may repeat, not verified; no client may know its users by them");
  }

  private static List<String> with(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(others);
    all.addAll(some);
    return all;
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::textValue).toList();
  }

  private List<String> assigned(String realm, String kind) {
    return admin
        .request()
        .get("/admin/realms/" + realm + "/default-" + kind + "-client-scopes")
        .then()
        .statusCode(200)
        .extract()
        .path("name");
  }

  private Map<String, List<String>> mappersByScope(String realm) {
    List<Map<String, Object>> scopes =
        admin
            .request()
            .get("/admin/realms/" + realm + "/client-scopes")
            .then()
            .statusCode(200)
            .extract()
            .path("$");
    return scopes.stream()
        .map(Scope::new)
        .collect(Collectors.toMap(Scope::name, Scope::mappers, (one, other) -> one));
  }

  private record Scope(Map<String, Object> representation) {

    String name() {
      return String.valueOf(representation.get("name"));
    }

    /** Each as its name, its kind and its settings. */
    List<String> mappers() {
      return representation.get("protocolMappers") instanceof List<?> mappers
          ? mappers.stream()
              .map(mapper -> (Map<?, ?>) mapper)
              .map(Scope::described)
              .sorted()
              .toList()
          : List.of();
    }

    private static String described(Map<?, ?> mapper) {
      Function<String, Object> member = mapper::get;
      return List.of(
              member.apply("name"),
              member.apply("protocolMapper"),
              new java.util.TreeMap<>((Map<?, ?>) member.apply("config")))
          .toString();
    }
  }
}
