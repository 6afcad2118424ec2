package io.authservice.keycloak.persistence.failure;

/** Why something that an administrator has set cannot be used. */
public interface Refusal {

  /** What its translations go by: {@code authServiceRefused.<NAME>}. */
  String name();

  /** The message in English, as {@link java.text.MessageFormat} takes it. */
  String pattern();
}
