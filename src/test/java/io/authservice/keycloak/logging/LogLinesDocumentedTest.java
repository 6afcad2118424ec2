package io.authservice.keycloak.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.authservice.keycloak.documentation.Page;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.junit.jupiter.api.Test;

/** Operators find in the page every line of the log, and no more. */
class LogLinesDocumentedTest {

  private static final Page PAGE = Page.of("docs/log-lines.md");
  private static final String PLACE = "%(\\d\\$)?[sd]";

  private record Line(String code, String level, String text) {}

  @Test
  void thePageHasEachLineWithItsCodeAndLevel() {
    List<Line> documented =
        PAGE.rows("Code").stream()
            .map(
                row ->
                    new Line(
                        Page.coded(row.get(0)).get(0), Page.coded(row.get(1)).get(0), row.get(2)))
            .toList();

    assertThat(documented).containsExactlyInAnyOrderElementsOf(declared().toList());
  }

  @Test
  void aCodeMeansOneThing() {
    assertThat(declared().map(Line::code)).doesNotHaveDuplicates();
  }

  @Test
  void thePageSaysWhatToDo() {
    assertThat(PAGE.rows("Code")).allSatisfy(row -> assertThat(row.get(4)).isNotEmpty());
  }

  /** Each table stands below the category of its lines. */
  @Test
  void thePageNamesTheCategories() throws ReflectiveOperationException {
    Set<String> categories = new HashSet<>();
    for (JavaClass kind : kinds().toList()) {
      categories.add("`" + category(kind).substring(Code.ROOMS.length()) + "`");
    }

    assertThat(PAGE.text()).contains("`" + Code.ROOMS + "`");
    assertThat(PAGE.text().lines().filter(line -> line.matches("`[a-z.]+`")).toList())
        .containsExactlyInAnyOrderElementsOf(categories);
  }

  private static Stream<JavaClass> kinds() {
    return new ClassFileImporter()
        .importPackagesOf(ToldOnce.class).stream()
            .filter(type -> type.isAnnotatedWith(MessageLogger.class));
  }

  /** What the build made keeps its logger to itself. */
  private static String category(JavaClass kind) throws ReflectiveOperationException {
    Object lines = kind.reflect().getField("LOG").get(null);
    Field logger = lines.getClass().getDeclaredField("log");
    logger.setAccessible(true);
    return ((Logger) logger.get(lines)).getName();
  }

  private static Stream<Line> declared() {
    return kinds().flatMap(kind -> kind.getMethods().stream()).map(LogLinesDocumentedTest::line);
  }

  private static Line line(JavaMethod method) {
    Message message = method.getAnnotationOfType(Message.class);
    return new Line(
        Code.PREFIX + ("%0" + Code.DIGITS + "d").formatted(message.id()),
        method.getAnnotationOfType(LogMessage.class).level().name(),
        message.value().replaceAll(PLACE, "…"));
  }
}
