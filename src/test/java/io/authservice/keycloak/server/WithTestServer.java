package io.authservice.keycloak.server;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives the class's constructors and methods a parameter of type {@link TestServer}. All classes
 * share one server, which starts with the first; they run one at a time.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("test server")
@ExtendWith(TestServerExtension.class)
public @interface WithTestServer {}
