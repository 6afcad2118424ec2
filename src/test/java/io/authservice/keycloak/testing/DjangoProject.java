package io.authservice.keycloak.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** The Django project of {@code src/test/django/project}, at work on one database. */
public final class DjangoProject implements AutoCloseable {

  private static final Path PROGRAM = Path.of("src/test/django/project/act.py").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  public static final String MISSING = "no Django: -Ddjango.python names no Python that has it";

  private final Process process;
  private final BufferedWriter input;
  private final BufferedReader output;

  private DjangoProject(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param python the interpreter that has Django
   * @param database an entry of Django's {@code DATABASES}
   */
  public static DjangoProject start(String python, Map<String, String> database) {
    try {
      ProcessBuilder command =
          new ProcessBuilder(python, "-B", PROGRAM.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      command.environment().put("DJANGO_DATABASE", JSON.writeValueAsString(database));
      command.environment().put("PYTHONIOENCODING", "utf-8");
      return new DjangoProject(command.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether {@code -Ddjango.python} names an interpreter. */
  public static boolean isAskedFor() {
    return !System.getProperty("django.python", "").isBlank();
  }

  /** Skips the test where the interpreter lacks a module. */
  public static void require(String python, String module) {
    assumeTrue(!python.isBlank(), MISSING);
    try {
      int status =
          new ProcessBuilder(python, "-c", "import django, argon2, bcrypt, " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      assumeTrue(status == 0, python + " lacks django, argon2, bcrypt or " + module);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Has a function of {@code act.py} called; fails if it does. */
  public JsonNode call(String function, Object... arguments) {
    List<Object> line = new ArrayList<>(List.of(function));
    line.addAll(Arrays.asList(arguments));
    try {
      input.write(JSON.writeValueAsString(line));
      input.newLine();
      input.flush();
      String answer = output.readLine();
      if (answer == null) {
        throw new AssertionError("Django has ended");
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

  public boolean logsIn(String name, String password) {
    return call("log_in", name, password).booleanValue();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
