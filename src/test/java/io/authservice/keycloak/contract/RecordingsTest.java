package io.authservice.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingsTest {

  @TempDir private Path directory;

  @Test
  void allCasesAreRead() {
    Recordings recordings = Recordings.read();

    assertThat(
            recordings.cases().stream()
                .collect(Collectors.groupingBy(RecordedCase::view, Collectors.counting())))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("create", 142L),
                Map.entry("list", 26L),
                Map.entry("retrieve", 30L),
                Map.entry("update", 54L),
                Map.entry("delete", 13L),
                Map.entry("me", 39L),
                Map.entry("token", 46L),
                Map.entry("refresh", 31L),
                Map.entry("oauth", 94L),
                Map.entry("redirect", 13L),
                Map.entry("cors", 22L),
                Map.entry("headers", 22L)));
    assertThat(recordings.cases()).extracting(RecordedCase::id).doesNotHaveDuplicates();
  }

  @Test
  void everyCaseHasSomethingRecorded() {
    assertThat(Recordings.read().cases())
        .allSatisfy(
            recorded -> assertThat(recorded.steps()).anyMatch(step -> step.recorded().isPresent()));
  }

  @Test
  void aDifferenceIsThatOfACase() {
    Recordings recordings = Recordings.read();

    assertThat(recordings.cases())
        .extracting(RecordedCase::id)
        .containsAll(recordings.differences().cases());
  }

  @Test
  void aFileIsReadAsItsNotationSays() throws IOException {
    List<RecordedCase> cases =
        read(
            """
            # A remark.
            headers api
              Allow: GET
              Content-Type: application/json
            let person = {"username": "{new}", "age": 1}

            case first: It is the first.
            needs u, cc
            > POST /api/users/?a=b
            > as u
            > X-Blank: "a "
            > json person {"age": 2}
            = token access
            < 201 api
            < Content-Type: text/html
            < person
            << 200
            << (html)

            case second: It is the second.
            > authorize {"state": "x"}
            > as alice, denying
            """);

    assertThat(cases).extracting(RecordedCase::id).containsExactly("view.first", "view.second");
    RecordedCase first = cases.get(0);
    Step step = first.steps().get(0);
    assertThat(first.needs()).containsExactly("u", "cc");
    assertThat(step.kept()).isEqualTo(Map.of("token", "access"));
    assertThat(step.request())
        .isInstanceOfSatisfying(
            Request.Call.class,
            call -> {
              assertThat(call).hasToString("POST /api/users/?a=b");
              assertThat(call.as()).contains("u");
              assertThat(call.headers()).containsExactly(new Header("X-Blank", "a "));
              assertThat(call.body().value()).hasToString("{\"username\":\"{new}\",\"age\":2}");
            });
    assertThat(step.recorded())
        .hasValueSatisfying(
            answer -> {
              assertThat(answer.headers())
                  .isEqualTo(Map.of("allow", "GET", "content-type", "text/html"));
              assertThat(answer.content())
                  .hasToString("Json[value={\"username\":\"{new}\",\"age\":1}]");
            });
    assertThat(step.withNewerLibraries())
        .hasValueSatisfying(a -> assertThat(a.status()).isEqualTo(200));
    assertThat(cases.get(1).steps().get(0).request())
        .isInstanceOfSatisfying(
            Request.Authorization.class, flow -> assertThat(flow.denies()).isTrue());
    assertThat(cases.get(1).steps().get(0).recorded()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> GET /",
        "case a: B.\n< 200",
        "case a: B.\n> GET /\n< unknown",
        "case a: B.\n> GET /\n< 200 unknown",
        "case a: B.\n> GET /\n< 200\n< unknown",
        "case a: B.\n> GET /\n< 200\n< {\"a\": 1} x",
        "case a: B.\n> GET /\n? 200",
        "let a = 1\nlet a = 2"
      })
  void whatIsNotUnderstoodIsNamed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessageContaining("view.txt:" + text.lines().count() + ": ");
  }

  private List<RecordedCase> read(String text) throws IOException {
    Path file = directory.resolve("view.txt");
    Files.writeString(file, text);
    return CaseFile.read(file, new Notation());
  }
}
