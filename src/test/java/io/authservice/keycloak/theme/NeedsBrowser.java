package io.authservice.keycloak.theme;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** Where there is no browser the class is skipped before it starts a server. */
@Tag("external")
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "io.authservice.keycloak.theme.Programs#areThere",
    disabledReason = Programs.MISSING)
public @interface NeedsBrowser {}
