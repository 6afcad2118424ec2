package io.authservice.keycloak.deployment;

import io.authservice.keycloak.deployment.YamlFile.Node;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code docker-compose.yml} says, with the variables of its environment filled in. */
final class ComposeFile {

  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\$)\\$\\{(\\w+)(?::([-?])([^}]*))?}");

  private final YamlFile file = new YamlFile("docker-compose.yml");

  Node service(String name) {
    return file.document().at("services", name);
  }

  List<Node> services() {
    Node services = file.document().at("services");
    return services.names().stream().map(services::at).toList();
  }

  /** The variables that it takes from its environment. */
  List<String> variables() {
    return variables(found -> true);
  }

  /** Those without which it refuses to do anything. */
  List<String> required() {
    return variables(found -> "?".equals(found.group(2)));
  }

  /** Keycloak's environment, where the variables are these and no others. */
  Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> environment = new TreeMap<>();
    service("keycloak")
        .at("environment")
        .map()
        .forEach((name, value) -> environment.put(name, filledIn((String) value, variables)));
    return environment;
  }

  /** A script in it, as the shell gets it. */
  static String script(Node command) {
    List<Node> parts = command.list();
    return parts.get(parts.size() - 1).text().replace("$$", "$");
  }

  private List<String> variables(Predicate<MatchResult> wanted) {
    return found().filter(wanted).map(found -> found.group(1)).distinct().toList();
  }

  private Stream<MatchResult> found() {
    return VARIABLE.matcher(file.text()).results();
  }

  private static String filledIn(String value, Map<String, String> variables) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            found -> {
              String given = variables.getOrDefault(found.group(1), "");
              if (given.isEmpty() && "?".equals(found.group(2))) {
                throw new IllegalStateException(found.group(1) + ": " + found.group(3));
              }
              return given.isEmpty() && found.group(3) != null ? found.group(3) : given;
            });
  }
}
