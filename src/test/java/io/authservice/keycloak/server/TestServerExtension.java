package io.authservice.keycloak.server;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server of {@link WithTestServer}. */
final class TestServerExtension extends SharedServerExtension<TestServer> {
  /** Names the configuration parameter for what the server is called, {@code h2} by default. */
  static final String NAME = "test.server.name";

  private static final String SECOND = "h2-second";

  TestServerExtension() {
    super(TestServer.class);
  }

  @Override
  protected TestServer start(String name) {
    return name.equals(SECOND) ? TestServer.startWith(name, List.of()) : TestServer.start(name);
  }

  @Override
  protected String name(ExtensionContext context) {
    return TestServerLocks.isSecond(context.getRequiredTestClass())
        ? SECOND
        : context.getConfigurationParameter(NAME).orElse("h2");
  }
}
