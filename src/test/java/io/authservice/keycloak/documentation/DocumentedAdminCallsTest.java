package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of our calls of the Admin API, and the closed list of those that are let through, which
 * {@code AdminOperationsIT} holds against the server.
 */
class DocumentedAdminCallsTest {

  private static final String LIST = "/io/authservice/keycloak/authority/adminapi/admin-calls.txt";
  private static final Pattern OURS =
      Pattern.compile("(?m)^\\S+ *: ((?:[A-Z]+ )+)auth-service/(\\S+)$");

  @Test
  void theTableHasEveryCallAndNoOther() throws IOException {
    Set<String> documented =
        Page.of("docs/api.md").rows("Path", "Method", "Answers or does", "Who").stream()
            .flatMap(
                row ->
                    calls(
                        Page.coded(row.get(1)).stream(),
                        Page.coded(row.get(0)).get(0).replaceAll("<(\\w+)>", "{$1}")))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented).isEqualTo(letThrough());
  }

  private static Set<String> letThrough() throws IOException {
    try (var in =
        Objects.requireNonNull(DocumentedAdminCallsTest.class.getResourceAsStream(LIST), LIST)) {
      return OURS.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .results()
          .flatMap(call -> calls(Stream.of(call.group(1).split(" ")), call.group(2)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Stream<String> calls(Stream<String> methods, String path) {
    return methods.map(method -> method + " " + path);
  }
}
