package io.authservice.keycloak.admin.page;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Gives the class's constructors a {@link io.authservice.keycloak.server.TestServer} that has users
 * for several pages, a group and permissions ({@link FilledServerExtension}). All classes share it;
 * they run one at a time.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("filled server")
@ExtendWith(FilledServerExtension.class)
@interface WithFilledServer {}
