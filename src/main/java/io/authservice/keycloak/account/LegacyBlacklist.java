package io.authservice.keycloak.account;

/** The refresh tokens that the old service took back before their time. */
@FunctionalInterface
public interface LegacyBlacklist {

  /**
   * Whether a token is among them.
   *
   * @param jti the token's id, as SimpleJWT's {@code token_blacklist} tables hold it
   * @throws AccountsUnavailableException if the database cannot be asked
   */
  boolean contains(String jti);
}
