package io.authservice.keycloak.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Django project of {@code src/test/django}, at work on one database. */
public final class DjangoProject implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static final String MISSING = "no Django: -Ddjango.python names no Python that has it";

  private final JsonLines program;

  private DjangoProject(JsonLines program) {
    this.program = program;
  }

  /**
   * That of {@code project}.
   *
   * @param python the interpreter that has Django
   * @param database an entry of Django's {@code DATABASES}
   */
  public static DjangoProject start(String python, Map<String, String> database) {
    return start(python, List.of("project/act.py"), database, Map.of());
  }

  /** One that serves clients too: of {@code walks}. */
  public static DjangoProject walked(
      String python, String name, Map<String, String> database, Map<String, String> environment) {
    return start(python, List.of("walks/service.py", name), database, environment);
  }

  private static DjangoProject start(
      String python,
      List<String> program,
      Map<String, String> database,
      Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    try {
      all.put("DJANGO_DATABASE", JSON.writeValueAsString(database));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
    return new DjangoProject(JsonLines.start(python, program, all));
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

  /** Has a function of the project's program called; fails if it does. */
  public JsonNode call(String function, Object... arguments) {
    return program.call(function, arguments);
  }

  public boolean logsIn(String name, String password) {
    return call("log_in", name, password).booleanValue();
  }

  @Override
  public void close() {
    program.close();
  }
}
