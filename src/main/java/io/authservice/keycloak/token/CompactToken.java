package io.authservice.keycloak.token;

import org.jspecify.annotations.Nullable;
import org.keycloak.Token;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;

/**
 * Tells what may be a signed token (RFC 7515 section 7.1, RFC 7519 section 7.2) from what cannot.
 * Keycloak's verifiers take for granted that a header is an object that names an algorithm and that
 * claims are an object, and fail on a JSON {@code null}.
 */
public final class CompactToken {

  private static final int PARTS = 3;

  private CompactToken() {}

  /** Keycloak takes a text apart at every dot, be they millions. */
  public static boolean hasThreeParts(String text) {
    return text.chars().filter(letter -> letter == '.').limit(PARTS).count() == PARTS - 1;
  }

  /**
   * What a token of the realm's says, whose signature is right, whatever else is wrong with it.
   *
   * @return null for anything else
   */
  public static <T extends Token> @Nullable T decode(
      KeycloakSession session, String text, Class<T> type) {
    return hasThreeParts(text) ? session.tokens().decode(text, type) : null;
  }

  /** Whether there is anything to verify. */
  public static boolean isWellFormed(String text) {
    if (!hasThreeParts(text)) {
      return false;
    }
    try {
      JWSInput token = new JWSInput(text);
      return token.getHeader() != null
          && token.getHeader().getAlgorithm() != null
          && token.readJsonContent(JsonWebToken.class) != null;
    } catch (JWSInputException notJson) {
      return false;
    }
  }
}
