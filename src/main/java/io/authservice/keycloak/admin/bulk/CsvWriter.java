package io.authservice.keycloak.admin.bulk;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes rows of comma-separated values (RFC 4180) in UTF-8. A cell that a spreadsheet would take
 * for a formula has an apostrophe before it, for what users call themselves must not be run where
 * administrators open it.
 */
final class CsvWriter {

  private static final String BEGINS_A_FORMULA = "=+-@\t\r";
  private static final int BUFFER = 16 << 10;

  private final Writer out;

  CsvWriter(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
  }

  void row(List<String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.write(quoted(harmless(cells.get(i))));
    }
    out.write("\r\n");
  }

  /** Writes what is left. The stream stays open. */
  void flush() throws IOException {
    out.flush();
  }

  private static String harmless(String cell) {
    return !cell.isEmpty() && BEGINS_A_FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  private static String quoted(String cell) {
    return cell.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0)
        ? '"' + cell.replace("\"", "\"\"") + '"'
        : cell;
  }
}
