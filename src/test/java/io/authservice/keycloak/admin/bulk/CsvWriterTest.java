package io.authservice.keycloak.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvWriterTest {

  @Test
  void quotesWhatWouldBeTakenForTheEndOfACell() throws IOException {
    assertThat(written("1", "O'Hara, \"Pat\"", "two\nlines", "", "ä€😀"))
        .isEqualTo("1,\"O'Hara, \"\"Pat\"\"\",\"two\nlines\",,ä€😀\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
  void aFormulaBecomesAText(String cell) throws IOException {
    assertThat(written(cell)).isEqualTo("'" + cell + "\r\n");
  }

  @Test
  void aFormulaIsQuotedAsWell() throws IOException {
    assertThat(written("=HYPERLINK(\"http://x\",\"y\")", "\rx"))
        .isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",\"'\rx\"\r\n");
  }

  private static String written(String... cells) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CsvWriter csv = new CsvWriter(bytes);
    csv.row(List.of(cells));
    csv.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
