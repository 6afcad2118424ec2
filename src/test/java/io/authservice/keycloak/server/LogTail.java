package io.authservice.keycloak.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A log's last lines, or its first, for messages about failures. */
final class LogTail {
  private static final int LINES = 40;

  private LogTail() {}

  static String of(Path log) {
    return lines(log, all -> all.subList(Math.max(0, all.size() - LINES), all.size()));
  }

  static String headOf(Path log) {
    return lines(log, all -> all.subList(0, Math.min(LINES, all.size())));
  }

  private static String lines(Path log, UnaryOperator<List<String>> part) {
    if (!Files.exists(log)) {
      return "(no output)";
    }
    try {
      // Not strict about the encoding: other programs write these files.
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", part.apply(lines));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
