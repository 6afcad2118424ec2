package io.authservice.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.contract.PlayedCase.Exchange;
import io.authservice.keycloak.contract.PlayedCase.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which answers are right, and what is said of the others. */
class PlayedCaseTest {
  private static final Came OLD = new Came(500, List.of(), "");
  private static final Came NEWER = new Came(400, List.of(), "");
  private static final Came OTHER = new Came(404, List.of(new Header("Date", "now")), "not here");

  @TempDir private Path directory;

  @Test
  void theRecordedAnswerIsRight() throws IOException {
    assertThat(played(OLD, OLD).verdict(Optional.empty())).isEqualTo(Verdict.SAME);
  }

  @Test
  void thatOfTheNewerLibrariesIsToo() throws IOException {
    assertThat(played(OLD, NEWER).verdict(Optional.empty()))
        .isEqualTo(Verdict.SAME_WITH_NEWER_LIBRARIES);
  }

  @Test
  void anotherIsShownBesideTheRecordedOne() throws IOException {
    PlayedCase played = played(OLD, OTHER);

    assertThatThrownBy(() -> played.verdict(Optional.empty()))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            view.a (B.) answers otherwise than recorded
            step 2, GET /b:
            - status: recorded 500, came 404
            - body: recorded none, came not here
            came:
            404
            Date: now

            not here""");
  }

  @Test
  void aDocumentedDifferenceIsRight() throws IOException {
    assertThat(played(OLD, OTHER).verdict(difference("{\"status\": [404]}", false)))
        .isEqualTo(Verdict.DIFFERS_AS_DOCUMENTED);
    assertThat(played(OLD, OTHER).verdict(difference("{\"steps\": [500, 404]}", true)))
        .isEqualTo(Verdict.DIFFERS_AS_DOCUMENTED);
  }

  @Test
  void anotherThanTheDocumentedDifferenceIsNot() throws IOException {
    PlayedCase played = played(OLD, OTHER);

    assertThatThrownBy(() -> played.verdict(difference("{\"status\": [403]}", false)))
        .hasMessageContaining("a last status of [403], because of this");
    assertThatThrownBy(() -> played.verdict(difference("{\"steps\": [404, 404]}", false)))
        .hasMessageContaining("the statuses [404, 404], because of this");
  }

  @Test
  void aDifferenceThatNeedNotBeMayBeNone() throws IOException {
    assertThat(played(OLD, OLD).verdict(difference("{\"status\": [404]}", false)))
        .isEqualTo(Verdict.SAME);
  }

  @Test
  void theOldFaultIsWrongWhereItMustNotComeBack() throws IOException {
    PlayedCase played = played(OLD, OLD);

    assertThatThrownBy(() -> played.verdict(difference("{\"status\": [500]}", true)))
        .hasMessageContaining("like the old service, but must not");
  }

  private static Optional<Differences.Difference> difference(String expected, boolean must)
      throws IOException {
    String json =
        "{\"view.a\": {\"reason\": \"of this\", \"expect\": %s, \"must_differ\": %s}}"
            .formatted(expected, must);
    return Differences.of(new ObjectMapper().readTree(json))
        .of(new RecordedCase("view", "a", "B.", List.of(), List.of()));
  }

  /** A case whose answers are recorded as 500 and, with the newer libraries at the end, 400. */
  private PlayedCase played(Came... came) throws IOException {
    Path file = directory.resolve("view.txt");
    Files.writeString(file, "case a: B.\n> GET /a\n< 500\n> GET /b\n< 500\n<< 400\n");
    RecordedCase recorded = CaseFile.read(file, new Notation()).get(0);
    return new PlayedCase(
        recorded,
        IntStream.range(0, came.length)
            .mapToObj(index -> new Exchange(recorded.steps().get(index), came[index]))
            .toList(),
        new AnswerComparison("http://localhost", new Placeholders(name -> Optional.empty())));
  }
}
