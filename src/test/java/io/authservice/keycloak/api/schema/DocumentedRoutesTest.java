package io.authservice.keycloak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.http.ApiPath;
import io.authservice.keycloak.http.routing.RouteTable;
import io.authservice.keycloak.http.routing.RoutingOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is routed, what the OpenAPI document names and what the pages name are the same. */
class DocumentedRoutesTest {

  private final RouteTable routes =
      new RouteTable(new RoutingOptions(true, "auth-service", "", false));

  @Test
  void everyDocumentedPathIsRouted() throws IOException {
    for (String path : documented()) {
      String address = path.replace("{id}", "7");
      assertThat(routes.target(address)).contains("/realms/auth-service/auth-service" + address);
    }
  }

  @Test
  void everyRoutedPathIsDocumented() throws IOException {
    assertThat(documented())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ApiPath.values()).map(ApiPath::text).toList());
  }

  @Test
  void thePagesNameEachPathAndItsMethods() throws IOException {
    Map<String, Set<String>> paged = new TreeMap<>();
    Stream.concat(
            Page.of("docs/api.md").rows("Path", "Methods").stream(),
            Page.of("docs/oauth2.md").rows("Path", "Methods").stream())
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

  private static Set<String> documented() throws IOException {
    return operations().keySet();
  }

  /** The methods of each path of the document. */
  private static Map<String, Set<String>> operations() throws IOException {
    try (InputStream resource =
        RouteTable.class.getResourceAsStream("/openapi/auth-service.json")) {
      Map<String, Set<String>> operations = new TreeMap<>();
      new ObjectMapper()
          .readTree(resource)
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
}
