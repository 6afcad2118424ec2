package io.authservice.keycloak.account;

import java.util.Locale;

/**
 * The one rule by which two usernames, or two e-mails, are the same: they differ in letter case
 * only. Databases fold more (accents, widths, a long s, spaces at the end) or less (SQLite, ASCII
 * alone), each in its own way; what one of them finds is looked at again by this.
 */
public final class LetterCase {

  private LetterCase() {}

  /** The text as it is compared. */
  public static String ignored(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  public static boolean isAllThatDiffers(String one, String other) {
    return ignored(one).equals(ignored(other));
  }
}
