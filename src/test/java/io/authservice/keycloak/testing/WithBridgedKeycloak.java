package io.authservice.keycloak.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Gives the class a {@link BridgedKeycloak}, which all such classes share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("bridged keycloak")
// What JDBC makes of moments depends on it.
@ResourceLock(value = Resources.TIME_ZONE, mode = ResourceAccessMode.READ)
@ExtendWith(BridgedKeycloakExtension.class)
public @interface WithBridgedKeycloak {}
