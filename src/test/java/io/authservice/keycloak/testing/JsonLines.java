package io.authservice.keycloak.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A program below {@code src/test/django} that does what it is told, line by line. */
public final class JsonLines implements AutoCloseable {

  private static final Path PROGRAMS = Path.of("src/test/django").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter input;
  private final BufferedReader output;

  private JsonLines(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param python the interpreter
   * @param program and its arguments, below {@code src/test/django}
   */
  public static JsonLines start(
      String python, List<String> program, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of(python, "-B"));
    command.add(PROGRAMS.resolve(program.get(0)).toString());
    command.addAll(program.subList(1, program.size()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    try {
      return new JsonLines(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has a function of the program called; fails if it does. */
  public JsonNode call(String function, Object... arguments) {
    List<Object> line = new ArrayList<>(List.of(function));
    line.addAll(Arrays.asList(arguments));
    try {
      input.write(JSON.writeValueAsString(line));
      input.newLine();
      input.flush();
      String answer = output.readLine();
      if (answer == null) {
        throw new AssertionError("the program has ended");
      }
      JsonNode read = JSON.readTree(answer);
      if (read.has("error")) {
        throw new AssertionError(function + ": " + read.get("error").textValue());
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
