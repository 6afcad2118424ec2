package io.authservice.keycloak.account.row;

/** Values as dumps and the drivers of databases write them. */
public final class RowText {

  private RowText() {}

  /** PostgreSQL writes {@code t}, MySQL and SQLite {@code 1}. */
  public static boolean isTrue(String text) {
    return text.equals("true") || text.equals("t") || text.equals("1");
  }

  /** Whether it is what {@link #isTrue} reads, or its contrary. */
  public static boolean isFlag(String text) {
    return isTrue(text) || text.equals("false") || text.equals("f") || text.equals("0");
  }
}
