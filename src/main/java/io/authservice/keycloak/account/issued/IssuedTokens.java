package io.authservice.keycloak.account.issued;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import java.util.Optional;

/** The port to the tables of tokens, wherever they are. */
@FunctionalInterface
public interface IssuedTokens {

  /**
   * Looks a token up in one statement. A refresh token that was taken back or used is not found,
   * nor is one whose access token is gone, since that says what it may do. Of those that were
   * blacklisted the id is looked up.
   *
   * @param token at most some hundred characters
   * @return empty where there is no such token, or no such table
   * @throws AccountsUnavailableException if the database cannot be asked
   */
  Optional<IssuedToken> find(Kind kind, String token);
}
