package io.authservice.keycloak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.http.routing.RouteTable;
import io.authservice.keycloak.http.routing.RoutingOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is routed and what the OpenAPI document names are the same. */
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
    Set<String> routed = new TreeSet<>(RouteTable.PATHS);
    routed.add("/api/users/{id}/");

    assertThat(documented()).containsExactlyInAnyOrderElementsOf(routed);
  }

  private static Set<String> documented() throws IOException {
    try (InputStream resource =
        RouteTable.class.getResourceAsStream("/openapi/auth-service.json")) {
      Map<?, ?> document = new ObjectMapper().readValue(resource, Map.class);
      Set<String> paths = new TreeSet<>();
      ((Map<?, ?>) document.get("paths")).keySet().forEach(path -> paths.add(path.toString()));
      return paths;
    }
  }
}
