package io.authservice.keycloak.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.http.routing.RootOptions;
import io.authservice.keycloak.storage.provider.AccountStorageProviderFactory;
import io.authservice.keycloak.token.legacy.LegacyTokenSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Operators find in the pages what they can set, and what holds where they set nothing. */
class DocumentedSettingsTest {

  private static final String OURS = "--spi-realm-restapi-extension--auth-service--";

  private static final Pattern VARIABLE = Pattern.compile("\"([A-Z]+_[A-Z_]+)\"");

  private static final Pattern RATE = Pattern.compile("(?m)^(throttle-[a-z-]+) +(\\d+/\\w+)$");

  /** Without a secret of the old service nothing else is asked about it. */
  private static final Map<String, String> SET =
      Map.of(
          "legacy-jwt-secret",
          "a-secret-that-was-never-published",
          "legacy-jwt-until",
          "2030-01-31T12:00:00Z");

  private final Page page = Page.of("docs/configuration.md");

  @Test
  void everyOptionIsThereWithItsDefault() throws IOException {
    assertThat(documentedOptions()).containsExactlyInAnyOrderEntriesOf(readOptions());
  }

  @Test
  void theVariableOfAnOptionIsTheOneThatKeycloakMakesOfIt() {
    page.rows("Option")
        .forEach(
            row -> {
              String option = Page.coded(row.get(0)).get(0);
              String variable = option.replace('-', '_').toUpperCase(Locale.ROOT);
              assertThat(Page.coded(row.get(1)))
                  .containsExactly(
                      option.startsWith("--") ? "KC_" + variable.substring(2) : variable);
            });
  }

  @Test
  void aDefaultThatDependsOnTheHeapIsWhatItIsSaidToBe() {
    long heap = Runtime.getRuntime().maxMemory();

    assertThat(readByRouting().get("bodies-max-bytes"))
        .isEqualTo(Long.toString(Math.min(67108864, heap / 8)));
  }

  @Test
  void everySettingOfTheStorageIsThereWithItsDefault() {
    AccountStorageProviderFactory factory = new AccountStorageProviderFactory();
    factory.init(new ReadOptions(Map.of()));
    Map<String, String> settings = new TreeMap<>();
    List<ProviderConfigProperty> properties = factory.getConfigProperties();
    properties.forEach(
        property ->
            settings.put(property.getName(), Objects.toString(property.getDefaultValue(), "")));
    Map<String, String> shown =
        page.rows("Shown").stream()
            .map(row -> Page.coded(row.get(0)).get(0))
            .collect(Collectors.toMap(Function.identity(), settings::get));

    Map<String, String> documented = new TreeMap<>(shown);
    page.rows("Setting", "Default")
        .forEach(row -> documented.put(Page.coded(row.get(0)).get(0), value(row.get(1))));

    assertThat(documented).isEqualTo(settings);
    assertThat(shown).isNotEmpty();
  }

  @Test
  void everyVariableThatIsReadIsThere() throws IOException {
    TreeSet<String> read = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String code = Files.readString(file);
        if (code.contains("Map<String, String> environment")) {
          VARIABLE.matcher(code).results().forEach(name -> read.add(name.group(1)));
        }
      }
    }

    assertThat(page.rows("Variable").stream().map(row -> Page.coded(row.get(0)).get(0)))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void dockerComposeBeginsWithTheRatesOfThePage() throws IOException {
    String compose = Files.readString(Path.of("docker-compose.yml"));
    String example = Files.readString(Path.of(".env.example"));

    assertThat(RATE.matcher(page.text()).results())
        .hasSize(5)
        .allSatisfy(
            rate -> {
              String variable = rate.group(1).replace('-', '_').toUpperCase(Locale.ROOT);
              assertThat(compose)
                  .contains("__%1$s: ${%1$s:-%2$s}\n".formatted(variable, rate.group(2)));
              assertThat(example).contains("#%s=%s\n".formatted(variable, rate.group(2)));
            });
  }

  /** By the name with which it is given at the start. */
  private SortedMap<String, String> documentedOptions() {
    SortedMap<String, String> options = new TreeMap<>();
    page.rows("Option")
        .forEach(
            row -> {
              String name = Page.coded(row.get(0)).get(0);
              options.put(name.startsWith("--") ? name : OURS + name, value(row.get(2)));
            });
    return options;
  }

  private static SortedMap<String, String> readOptions() throws IOException {
    SortedMap<String, String> all = new TreeMap<>();
    for (ProviderFactory<?> factory : factories()) {
      ReadOptions options = new ReadOptions(SET);
      factory.init(options);
      String prefix = "--spi-" + spi(factory) + "--" + factory.getId() + "--";
      options.defaults().forEach((name, value) -> all.put(prefix + name, value));
    }
    readByRouting().forEach((name, value) -> all.put(OURS + name, value));
    all.replace(OURS + "bodies-max-bytes", "67108864");
    all.replace(
        OURS + "legacy-jwt-algorithm",
        LegacyTokenSettings.of(new ReadOptions(SET)).orElseThrow().algorithm());
    return all;
  }

  private static SortedMap<String, String> readByRouting() {
    ReadOptions options = new ReadOptions(Map.of());
    RootOptions.read(options);
    return options.defaults();
  }

  /** Every factory that the JAR registers. */
  private static List<? extends ProviderFactory<?>> factories() throws IOException {
    try (Stream<Path> services = Files.list(Path.of("src/main/resources/META-INF/services"))) {
      return services
          .flatMap(DocumentedSettingsTest::lines)
          .map(DocumentedSettingsTest::instance)
          .flatMap(service -> service instanceof ProviderFactory<?> it ? Stream.of(it) : null)
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object instance(String name) {
    try {
      return Class.forName(name).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static String spi(ProviderFactory<?> factory) {
    return ServiceLoader.load(Spi.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(spi -> spi.getProviderFactoryClass().isInstance(factory))
        .map(Spi::getName)
        .findFirst()
        .orElseThrow();
  }

  /** What is written as code, without what is said about it; empty for what is none. */
  private static String value(String cell) {
    List<String> coded = Page.coded(cell);
    return coded.isEmpty() ? cell.replace("none", "") : coded.get(0);
  }
}
