package io.authservice.keycloak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authservice.keycloak.api.attribute.RecordShape;
import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.http.ApiPath;
import io.authservice.keycloak.http.ClientCalls;
import io.authservice.keycloak.http.routing.RouteTable;
import io.authservice.keycloak.http.routing.RoutingOptions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is routed, what the OpenAPI document names and what the pages name are the same. */
class DocumentedRoutesTest {

  private static final String SERVER = "https://auth.example.com";

  private final RouteTable routes =
      new RouteTable(
          new RoutingOptions(true, "auth-service", "", false, EnumSet.allOf(ClientCalls.class)));

  @Test
  void everyDocumentedPathIsRouted() {
    for (String path : documented()) {
      String address = path.replace("{id}", "7");
      assertThat(routes.target(address)).contains("/realms/auth-service/auth-service" + address);
    }
  }

  @Test
  void everyRoutedPathIsDocumented() {
    assertThat(documented())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ApiPath.values()).map(ApiPath::text).toList());
  }

  @Test
  void thePagesNameEachPathAndItsMethods() {
    Map<String, Set<String>> paged = new TreeMap<>();
    Stream.concat(
            Page.of("docs/api.md").rows("Path", "Methods").stream(),
            Stream.of("docs/oauth2.md", "docs/client-calls.md")
                .flatMap(page -> Page.of(page).rows("Path", "Methods").stream()))
        .forEach(
            row ->
                Page.coded(row.get(0))
                    .forEach(
                        path -> paged.put(withSlash(path), Set.copyOf(Page.coded(row.get(1))))));

    assertThat(paged).containsExactlyInAnyOrderEntriesOf(operations());
  }

  private static String withSlash(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  private static Set<String> documented() {
    return operations().keySet();
  }

  /** Where nobody switched them on. */
  @Test
  void callsOfLibrariesAreNeitherRoutedNorDocumented() {
    RouteTable withoutThem = new RouteTable(new RoutingOptions(true, "auth-service", "", false));

    assertThat(ApiPath.values())
        .filteredOn(path -> !path.isServed(Set.of()))
        .hasSize(20)
        .allSatisfy(path -> assertThat(withoutThem.target(path.text())).as(path.text()).isEmpty());
    assertThat(new ApiDocument().content(SERVER, RecordShape.DJANGO).toString())
        .doesNotContain("dj-rest-auth", "/auth/jwt/");
  }

  @Test
  void eachLibraryIsSwitchedOnByItself() {
    RouteTable table =
        new RouteTable(
            new RoutingOptions(true, "auth-service", "", false, Set.of(ClientCalls.DJOSER)));

    assertThat(table.target("/auth/jwt/create/")).isPresent();
    assertThat(table.target("/auth/jwt/create")).isPresent();
    assertThat(table.target("/dj-rest-auth/login/")).isEmpty();
  }

  /** The methods of each path of the document. */
  private static Map<String, Set<String>> operations() {
    JsonNode document =
        new ApiDocument(EnumSet.allOf(ClientCalls.class), Optional.empty())
            .content(SERVER, RecordShape.DJANGO);
    Map<String, Set<String>> operations = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                operations.put(
                    path.getKey(),
                    path.getValue()
                        .propertyStream()
                        .map(operation -> operation.getKey().toUpperCase(Locale.ROOT))
                        .filter(name -> !name.equals("PARAMETERS"))
                        .collect(Collectors.toSet())));
    return operations;
  }
}
