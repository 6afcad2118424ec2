package io.authservice.keycloak.server;

import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Has the servers of a JVM whose coverage is measured measured with it, into the same file.
 * Entities, and what reads their fields, are rewritten by the server's build: what it runs of them
 * is not counted.
 */
final class Coverage {

  private Coverage() {}

  /** Adds this JVM's agent, if it has one, to the environment of a server. */
  static void extendTo(Map<String, String> environment) {
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.matches("-javaagent:.*jacoco.*"))
        .map(argument -> '"' + argument + '"')
        .forEach(
            agent -> environment.merge("JAVA_OPTS_APPEND", agent, (own, more) -> own + ' ' + more));
  }
}
