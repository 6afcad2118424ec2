package io.authservice.keycloak.password.validator;

import java.text.Normalizer;

/** Passwords of digits alone ({@code NumericPasswordValidator}). */
public final class Digits {

  private Digits() {}

  /** Whether there are digits and nothing else, in any script, as Python's {@code isdigit}. */
  public static boolean areAllOf(String password) {
    return !password.isEmpty() && password.codePoints().allMatch(Digits::isDigit);
  }

  private static boolean isDigit(int character) {
    return Character.isDigit(character)
        || (Character.getType(character) == Character.OTHER_NUMBER
            && isWrittenAsOneDigit(character));
  }

  /** As a superscript and a circled digit are, but no fraction and no circled ten. */
  private static boolean isWrittenAsOneDigit(int character) {
    String plain = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
    return plain.length() == 1 && Character.isDigit(plain.charAt(0));
  }
}
