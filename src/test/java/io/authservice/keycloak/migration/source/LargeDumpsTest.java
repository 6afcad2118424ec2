package io.authservice.keycloak.migration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.SmallTables;
import io.authservice.keycloak.migration.source.SourceRow.Foreign;
import io.authservice.keycloak.migration.source.SourceRow.Group;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.migration.source.SourceRow.Unreadable;
import io.authservice.keycloak.migration.source.SourceRow.User;
import io.authservice.keycloak.testing.Dumps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that unpack to what no memory holds; these tests run in half a gigabyte of it. */
class LargeDumpsTest {

  private static final String ADA = Dumps.user(6, "ada", "!", "");

  @Test
  void findsFaultWithAUserOfAHundredAndFiftyMillionNumbersAndGoesOn() {
    byte[] dump =
        packed(
            "[{\"model\": \"users.user\", \"pk\": 5, \"fields\": {\"groups\": [1",
            ",1",
            150_000_000,
            "]}}," + ADA + "]");
    assertThat(dump.length).isLessThan(1 << 20);

    List<SourceRow> rows = Dumps.rows(dump);

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0))
        .isEqualTo(
            new Unreadable(
                Kind.USER,
                "5",
                Problem.TOO_LONG,
                "The row has more than 20000 values, or more than 1048576 characters"));
    assertThat(rows.get(1)).isInstanceOf(User.class);
  }

  @Test
  void boundsARowWhoseModelComesLast() {
    List<SourceRow> rows =
        Dumps.rows(
            packed(
                "[{\"fields\": {\"permissions\": [[\"a\"",
                ",\"a\"",
                900_000,
                "]]}, \"pk\": 3, \"model\": \"auth.group\"}]"));

    assertThat(rows).singleElement().isInstanceOf(Unreadable.class);
    assertThat(((Unreadable) rows.get(0)).kind()).isEqualTo(Kind.GROUP);
    assertThat(((Unreadable) rows.get(0)).id()).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"n\":1},", "[1,2],", "\"text\",", "1.5,", "null,"})
  void passesOverColumnsAndModelsThatAreNotOurs(String element) {
    String end = "null]}}," + ADA + "]";

    assertThat(
            Dumps.rows(
                packed(
                    "[{\"model\": \"shop.cart\", \"pk\": 1, \"fields\": {\"groups\": [",
                    element,
                    300_000,
                    end)))
        .hasSize(2)
        .contains(new Foreign("shop.cart", false));
    assertThat(
            Dumps.rows(
                packed(
                    "[" + ADA.substring(0, ADA.lastIndexOf("}}")) + ", \"history\": [",
                    element,
                    300_000,
                    end)))
        .hasSize(2)
        .allMatch(User.class::isInstance);
  }

  @Test
  void passesOverOneTextOfAnyLengthThatIsNotOurs() {
    List<SourceRow> rows =
        Dumps.rows(
            packed(
                "[" + ADA.substring(0, ADA.lastIndexOf("}}")) + ", \"picture\": \"",
                "AAAA",
                10_000_000,
                "\"}}]"));

    assertThat(rows).singleElement().isInstanceOf(User.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"username\": \"|A|\"",
        "\"username\": |1|",
        "\"username\": |[|",
        "\"username\": 1.|1|",
        "\"|A|\": 1",
        "\"bio\": |[|",
        "\"bio\": |{\"a\":|"
      })
  void refusesTextsNumbersNamesAndNestingBeyondMeasure(String member) {
    String[] parts = member.split("\\|");
    byte[] dump =
        packed(
            "[{\"model\": \"users.user\", \"pk\": 5, \"fields\": {" + parts[0],
            parts[1],
            2_000_000,
            (parts.length > 2 ? parts[2] : "") + "}}]");

    assertThatThrownBy(() -> Dumps.rows(dump))
        .isInstanceOf(ImportFailedException.class)
        .hasMessageStartingWith("The file is no dump of Django's: a text, name or number is too");
  }

  @Test
  void keepsNoneOfAnyNumberOfNames() {
    StringBuilder object = new StringBuilder("[{\"model\": \"shop.cart\", \"fields\": {");
    for (int i = 0; i < 500_000; i++) {
      object.append("\"name").append(i).append("\":1,");
    }
    object.append("\"last\":1}}]");

    assertThat(Dumps.rows(Dumps.compressed(object.toString().getBytes(StandardCharsets.UTF_8))))
        .containsExactly(new Foreign("shop.cart", false));
  }

  @Test
  void endsAtAFileThatUnpacksBeyondMeasure() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }
        };

    assertThatThrownBy(() -> new UnpackedStream(endless, 100_000, () -> {}).readAllBytes())
        .isInstanceOf(ImportFailedException.class)
        .hasMessageContaining("more than 100000 bytes, far more than a dump would");
  }

  @Test
  void givesASignOfLifeWithinOneRow() {
    int[] signs = {0};
    byte[] dump =
        packed("[{\"model\": \"users.user\", \"fields\": {\"groups\": [1", ",1", 5_000_000, "]}}]");

    try (DumpSource source = Dumps.source(dump)) {
      source.read(row -> {}, () -> signs[0]++);
    }

    assertThat(signs[0]).isGreaterThan(5);
  }

  @Test
  void holdsNoMoreGroupsThanFitIntoMemory() {
    SmallTables small = new SmallTables();
    List<ForeignKey> permissions = Collections.nCopies(20_000, ForeignKey.to(1));

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 200_000; i++) {
                small.take(new Group(OptionalLong.of(i), "g", permissions));
              }
            })
        .isInstanceOf(ImportFailedException.class)
        .hasMessageContaining("hold more than");
  }

  @Test
  void tellsOfThousandsOfModelsTogether() {
    SmallTables small = new SmallTables();
    for (int i = 0; i < 100_000; i++) {
      small.take(new Foreign("model" + i, false));
    }
    small.take(new Foreign("m".repeat(1_000_000), false));

    assertThat(small.foreign()).hasSize(1001).containsEntry("…", 99_001);
  }

  @Test
  void quotesNoMoreThanAFindingNeeds() {
    Findings findings = new Findings();
    String any = "x".repeat(1_000_000);
    findings.add(Problem.BAD_ID, Kind.USER, any, any, any);

    assertThat(findings.asJson().toString().length()).isLessThan(2000);
  }

  private static byte[] packed(String before, String repeated, int times, String after) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes, 1 << 16)) {
      gzip.write(before.getBytes(StandardCharsets.UTF_8));
      byte[] block = repeated.repeat(1000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < times / 1000; i++) {
        gzip.write(block);
      }
      gzip.write(after.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
