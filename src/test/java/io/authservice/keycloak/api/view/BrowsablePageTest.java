package io.authservice.keycloak.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BrowsablePageTest {

  private static final String LOGIN = "/realms/a&b/account/";

  private final BrowsablePage page = new BrowsablePage(new JsonWriter());

  @Test
  void showsTheAnswer() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Allow", "GET, HEAD, OPTIONS");
    headers.put("Vary", "Accept");

    String html = render("GET", "/auth/me/?format=api", headers, Map.of("detail", List.of("a", 1)));

    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .contains("<title>Me \u2013 Auth Service</title>")
        .contains("GET /auth/me/?format=api")
        .contains("HTTP 200")
        .contains("Allow: GET, HEAD, OPTIONS\nVary: Accept\n")
        .contains(
            "{\n    &quot;detail&quot;: [\n        &quot;a&quot;,\n        1\n    ]\n}</pre>");
  }

  @Test
  void saysWhereToLogIn() {
    assertThat(render("GET", "/", Map.of(), Map.of()))
        .contains("<a href=\"/realms/a&amp;b/account/\">");
  }

  @Test
  void escapesWhateverItShows() {
    String evil = "</pre><script>alert('x')</script>&\"";

    String html = render("<X>", "/" + evil, Map.of("X-Evil", evil), Map.of(evil, evil));

    assertThat(html).doesNotContain("<script").doesNotContain("<X>").doesNotContain("'x'");
    assertThat(html.split("</pre>", -1)).hasSize(3);
  }

  @Test
  void takesPercentSignsLiterally() {
    assertThat(render("GET", "/%s%n%1$s", Map.of(), Map.of())).contains("GET /%s%n%1$s");
  }

  @Test
  void loadsAndRunsNothing() {
    assertThat(render("GET", "/", Map.of(), Map.of()))
        .doesNotContain("<script")
        .doesNotContain("<link")
        .doesNotContain("<img")
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("url(");
  }

  private String render(
      String method, String path, Map<String, String> headers, Map<String, ?> body) {
    return new String(
        page.render(ViewName.ME, method, path, 200, headers, body, LOGIN), StandardCharsets.UTF_8);
  }
}
