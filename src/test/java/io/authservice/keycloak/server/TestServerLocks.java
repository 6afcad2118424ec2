package io.authservice.keycloak.server;

import static org.junit.jupiter.api.parallel.ResourceAccessMode.READ_WRITE;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Lets the classes at one server take turns. */
final class TestServerLocks implements ResourceLocksProvider {

  @Override
  public Set<Lock> provideForClass(Class<?> testClass) {
    return Set.of(new Lock(isSecond(testClass) ? "second test server" : "test server", READ_WRITE));
  }

  /** A running server that was named is both. */
  static boolean isSecond(Class<?> testClass) {
    return !TestServer.isGiven()
        && AnnotationSupport.findAnnotation(testClass, WithTestServer.class)
            .map(WithTestServer::second)
            .orElse(false);
  }
}
