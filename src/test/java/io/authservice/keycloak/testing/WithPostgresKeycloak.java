package io.authservice.keycloak.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Gives the class's constructors and methods a parameter of type {@link PostgresKeycloak}. All
 * classes share one, which starts with the first.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("keycloak on postgresql")
// What JDBC makes of moments depends on it.
@ResourceLock(value = Resources.TIME_ZONE, mode = ResourceAccessMode.READ)
@ExtendWith(PostgresKeycloakExtension.class)
public @interface WithPostgresKeycloak {}
