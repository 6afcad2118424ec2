package io.authservice.keycloak.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.deployment.YamlFile.Node;
import io.authservice.keycloak.documentation.Page;
import io.authservice.keycloak.server.Executables;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The image, and what asks for it on Kubernetes, agree with each other and with the server. */
class ContainerFilesTest {

  private static final String OURS = "spi-realm-restapi-extension--auth-service--";
  private static final Pattern RATE = Pattern.compile("(?m)^(throttle-[a-z-]+) +(\\d+/\\w+)$");

  private static final List<String> WRITABLE =
      List.of("/tmp", "/opt/keycloak/data/tmp", "/opt/keycloak/data/transaction-logs");

  private final String dockerfile = new YamlFile("src/main/docker/Dockerfile").text();
  private final Node resource = new YamlFile("src/main/kubernetes/keycloak.yaml").document();
  private final Node values = new YamlFile("src/main/kubernetes/values.yaml").document();
  private final ComposeFile compose = new ComposeFile();
  private final Map<String, Boolean> variables = KeycloakOptions.read().variables();
  private final Page page = Page.of("docs/containers.md");

  @Test
  void theImageIsOfTheKeycloakThatIsCompiledAgainst() {
    String version = value("<keycloak.version>([^<]+)<", new YamlFile("pom.xml").text());

    assertThat(value("ARG KEYCLOAK_VERSION=(\\S+)", dockerfile)).isEqualTo(version);
    assertThat(compose.service("keycloak").at("image").text())
        .isEqualTo("keycloak/keycloak:" + version);
    assertThat(all("(?m)^FROM (?:--platform=\\S+ )?(\\S+)", dockerfile))
        .containsOnly("keycloak/keycloak:${KEYCLOAK_VERSION}");
  }

  @Test
  void theImageFixesWhatThePageSays() {
    String row =
        page.text()
            .lines()
            .filter(line -> line.startsWith("| Fixed by the build"))
            .findFirst()
            .orElseThrow();

    assertThat(fixed().keySet())
        .allSatisfy(name -> assertThat(variables).containsEntry(name, true));
    assertThat(Page.coded(row)).containsAll(fixed().keySet()).containsAll(fixed().values());
  }

  /** Another value than that of the build would be no more than a warning. */
  @Test
  void nothingThatRunsTheImageAsksForAnotherBuild() {
    assertThat(fixed())
        .containsEntry("KC_DB", resource.at("spec", "db", "vendor").text())
        .containsEntry("KC_DB", values.at("database", "vendor").text())
        .containsEntry("KC_HTTP_RELATIVE_PATH", values.at("http", "relativePath").text());
    assertThat(given().keySet())
        .noneMatch(name -> variables.getOrDefault(name, false))
        .noneMatch(fixed()::containsKey);
    assertThat(compose.environment(Map.of("POSTGRES_PASSWORD", "p", "KC_HOSTNAME", "h")))
        .containsAllEntriesOf(fixed());
  }

  @Test
  void everyOptionIsOneOfKeycloaksOrOurs() {
    Set<String> known = new TreeSet<>(variables.keySet());
    Page.of("docs/configuration.md").rows("Option").stream()
        .map(row -> Page.coded(row.get(0)).get(0))
        .map(name -> name.startsWith("--") ? name.substring(2) : OURS + name)
        .forEach(name -> known.add(variable(name)));

    assertThat(given().keySet()).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void theRatesAreThoseOfThePage() {
    Map<String, String> rates =
        RATE.matcher(Page.of("docs/configuration.md").text())
            .results()
            .collect(
                Collectors.toMap(rate -> variable(OURS + rate.group(1)), rate -> rate.group(2)));

    assertThat(rates).hasSize(5);
    assertThat(ofTheResource()).containsAllEntriesOf(rates);
    assertThat(ofTheChart()).containsAllEntriesOf(rates);
  }

  @Test
  void theImageIsAskedForItsHealthAsComposeDoes() {
    String script = ComposeFile.script(compose.service("keycloak").at("healthcheck", "test"));
    Node command = YamlFile.parse(value("(?m)^HEALTHCHECK .*?CMD (\\[.*])$", dockerfile)).get(0);

    assertThat(command.list().get(2).text()).isEqualTo(script);
  }

  @Test
  void everySecretThatIsNamedIsThereAndHoldsNoPassword() {
    List<Node> secrets = new YamlFile("src/main/kubernetes/secrets.yaml").documents();
    Map<String, Node> byName =
        secrets.stream()
            .collect(Collectors.toMap(one -> one.at("metadata", "name").text(), one -> one));

    assertThat(secretsNamed()).isNotEmpty().isSubsetOf(byName.keySet());
    assertThat(secrets)
        .allSatisfy(
            secret ->
                secret
                    .at("stringData")
                    .map()
                    .forEach(
                        (key, text) ->
                            assertThat(key.toLowerCase(Locale.ROOT).contains("password"))
                                .isEqualTo(text.equals(""))));
    assertThat(byName.get("auth-service-superuser").at("stringData").names())
        .allMatch(
            Page.of("docs/configuration.md").rows("Variable").stream()
                    .map(row -> Page.coded(row.get(0)).get(0))
                    .toList()
                ::contains);
  }

  @Test
  void podsHaveAnEndToTheirMemoryAndWriteWhereTheServerMustAlone() {
    Node container =
        resource.at("spec", "unsupported", "podTemplate", "spec", "containers").list().get(0);

    assertThat(dockerfile).contains("/tmp, data/tmp and data/transaction-logs");
    for (Node context : List.of(container.at("securityContext"), values.at("securityContext"))) {
      assertThat(context.at("readOnlyRootFilesystem").value()).isEqualTo(true);
      assertThat(context.at("runAsNonRoot").value()).isEqualTo(true);
      assertThat(context.at("allowPrivilegeEscalation").value()).isEqualTo(false);
    }
    for (Node mounts :
        List.of(
            container.at("volumeMounts"),
            YamlFile.parse(values.at("extraVolumeMounts").text()).get(0))) {
      assertThat(mounts.list().stream().map(mount -> mount.at("mountPath").text()))
          .containsExactlyElementsOf(WRITABLE);
    }
    assertThat(resource.at("spec", "resources", "limits", "memory").text())
        .isEqualTo(values.at("resources", "limits", "memory").text())
        .isEqualTo("2Gi");
  }

  @Test
  void bothRunTheSameImage() {
    assertThat(resource.at("spec", "image").text())
        .isEqualTo(
            values.at("image", "repository").text() + ":" + values.at("image", "tag").text());
    assertThat(values.at("args").value())
        .isEqualTo(YamlFile.parse(value("(?m)^CMD (\\[.*])$", dockerfile)).get(0).value());
    assertThat(page.text()).contains("version 7.1.11").contains("--version 7.1.11");
    assertThat(new YamlFile("src/main/kubernetes/values.yaml").text()).contains("7.1.11");
  }

  /** As the page makes it, but for handing it to the cluster. */
  @Test
  void theRealmThatTheOperatorImportsIsTheTemplate() throws Exception {
    assumeTrue(Executables.onThePath().find("jq").isPresent(), "no jq");
    String command = value("(?s)```sh\\n(jq '.*?) \\| kubectl apply -f -\\n```", page.text());
    Process process = new ProcessBuilder("sh", "-c", command).start();
    JsonNode made = new ObjectMapper().readTree(process.getInputStream());

    assertThat(process.waitFor()).isZero();
    assertThat(made.path("apiVersion").textValue()).isEqualTo(resource.at("apiVersion").text());
    assertThat(made.path("kind").textValue()).isEqualTo("KeycloakRealmImport");
    assertThat(made.path("spec").path("keycloakCRName").textValue())
        .isEqualTo(resource.at("metadata", "name").text());
    assertThat(made.path("spec").path("realm"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(new YamlFile("realm-export/auth-service-realm.json").text()));
  }

  /** The options of the build, by their variables. */
  private Map<String, String> fixed() {
    String block = value("(?s)\\nENV (.*?[^\\\\])\\n", dockerfile);
    Map<String, String> options = new TreeMap<>();
    Pattern.compile("(KC_\\w+)=(\\S+)")
        .matcher(block)
        .results()
        .forEach(option -> options.put(option.group(1), option.group(2)));
    assertThat(options).isNotEmpty();
    return options;
  }

  /** Everything that is set where the image is run, by its variable. */
  private Map<String, String> given() {
    Map<String, String> all = new HashMap<>(ofTheResource());
    all.putAll(ofTheChart());
    return all;
  }

  private Map<String, String> ofTheResource() {
    return resource.at("spec", "additionalOptions").list().stream()
        .collect(
            Collectors.toMap(
                option -> variable(option.at("name").text()), option -> option.at("value").text()));
  }

  private Map<String, String> ofTheChart() {
    return YamlFile.parse(values.at("extraEnv").text()).get(0).list().stream()
        .collect(
            Collectors.toMap(
                one -> one.at("name").text(),
                one -> one.has("value") ? one.at("value").text() : ""));
  }

  private Set<String> secretsNamed() {
    String texts =
        Stream.of("keycloak.yaml", "values.yaml")
            .map(file -> new YamlFile("src/main/kubernetes/" + file).text())
            .collect(Collectors.joining());
    return new TreeSet<>(all("(?:secret|existingSecret|name): (auth-service-[a-z]+)\\b", texts));
  }

  private static String variable(String option) {
    return "KC_" + option.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static String value(String pattern, String text) {
    return all(pattern, text).get(0);
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
  }
}
