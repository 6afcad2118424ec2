package io.authservice.keycloak.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives the class's constructors and methods a parameter of type {@link TestServer}. Classes share
 * two servers, which start with their first; at each they run one at a time.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(providers = TestServerLocks.class)
@ExtendWith(TestServerExtension.class)
public @interface WithTestServer {

  /** Whether it is the second server: classes are dealt out so that both are done together. */
  boolean second() default false;
}
