package io.authservice.keycloak.server;

import java.nio.file.Path;
import java.util.List;

/**
 * The run command's options.
 *
 * @param port where the server listens
 * @param data where its data are kept
 */
record RunOptions(int port, Path data) {

  /**
   * @param arguments each {@code --name=value}
   * @param project the directory that a relative data directory lies in
   * @throws ServerException when a value is wrong
   */
  static RunOptions parse(List<String> arguments, Path project) {
    Path data = project.resolve(value("data", arguments)).normalize();
    return new RunOptions(port(value("port", arguments)), data);
  }

  private static String value(String name, List<String> arguments) {
    String prefix = "--" + name + "=";
    return arguments.stream()
        .filter(argument -> argument.startsWith(prefix))
        .map(argument -> argument.substring(prefix.length()))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElseThrow(() -> new ServerException("the option " + name + " has no value"));
  }

  private static int port(String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw notAPort(value);
    }
    throw notAPort(value);
  }

  private static ServerException notAPort(String value) {
    return new ServerException("the port must be a number from 1 to 65535, not \"" + value + "\"");
  }
}
