package io.authservice.keycloak.server;

import org.junit.jupiter.api.extension.ExtensionContext;

/** The server of {@link WithTestServer}. */
final class TestServerExtension extends SharedServerExtension<TestServer> {
  /** Names the configuration parameter for what the server is called, {@code h2} by default. */
  static final String NAME = "test.server.name";

  TestServerExtension() {
    super(TestServer.class);
  }

  @Override
  protected TestServer start(String name) {
    return TestServer.start(name);
  }

  @Override
  protected String name(ExtensionContext context) {
    return context.getConfigurationParameter(NAME).orElse("h2");
  }
}
