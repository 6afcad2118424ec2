package io.authservice.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderComparisonTest {
  private final HeaderComparison comparison = new HeaderComparison("http://localhost:8080");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Allow | GET, HEAD | head,GET",
        "Content-Type | application/json | Application/JSON",
        "Content-Type | text/html | text/html; charset=utf-8",
        "WWW-Authenticate | Bearer realm=\"api\",error=\"x\" | Bearer realm=\"api\", error=\"x\"",
        "Location | /api/users/ | http://localhost:8080/api/users/",
        "Location | {a page of the service} | /admin/?next=/",
        "Vary | Accept, Origin | Origin, Accept"
      })
  void theseAreTheSame(String name, String recorded, String came) {
    assertThat(differences(name, recorded, came)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Allow | GET, HEAD | GET",
        "Content-Type | application/json | application/json; charset=utf-8",
        "Content-Type | application/json | text/html",
        "WWW-Authenticate | Bearer realm=\"api\" | Basic realm=\"api\"",
        "Location | /api/users/ | http://evil.example/api/users/",
        "Location | {a page of the service} | http://localhost:80800/",
        "Pragma | no-cache | No-Cache",
        "Pragma | (none) | no-cache"
      })
  void theseAreNot(String name, String recorded, String came) {
    assertThat(differences(name, recorded, came)).hasSize(1);
  }

  @Test
  void whatIsRecordedMustBeThere() {
    assertThat(comparison.of(Map.of("vary", "Origin"), came(List.of())))
        .containsExactly("vary: recorded Origin, came none");
  }

  @Test
  void fourHeadersMustNotBeThereUnlessTheyAreRecorded() {
    List<Header> headers =
        List.of(
            new Header("Allow", "GET"),
            new Header("Content-Type", "text/html"),
            new Header("Location", "/"),
            new Header("WWW-Authenticate", "Basic"),
            new Header("Date", "today"));

    assertThat(comparison.of(Map.of(), came(headers)))
        .containsExactly(
            "allow: recorded none, came GET",
            "content-type: recorded none, came text/html",
            "location: recorded none, came /",
            "www-authenticate: recorded none, came Basic");
  }

  private List<String> differences(String name, String recorded, String came) {
    return comparison.of(
        Map.of(name.toLowerCase(Locale.ROOT), recorded), came(List.of(new Header(name, came))));
  }

  private static Came came(List<Header> headers) {
    return new Came(200, headers, "");
  }
}
