package io.authservice.keycloak.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log, for messages about failures. */
final class LogTail {
  private static final int LINES = 40;

  private LogTail() {}

  static String of(Path log) {
    if (!Files.exists(log)) {
      return "(no output)";
    }
    try {
      // Not strict about the encoding: other programs write these files.
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
