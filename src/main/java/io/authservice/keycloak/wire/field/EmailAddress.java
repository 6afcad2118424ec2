package io.authservice.keycloak.wire.field;

import java.net.IDN;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E-mail addresses as Django's EmailValidator takes them. */
public final class EmailAddress {

  static final String MESSAGE = "Enter a valid email address.";

  /** Longer ones are refused unread (RFC 3696, 3). */
  private static final int MAX_LENGTH = 320;

  // Ignoring case, Python counts these four characters as letters A to Z.
  private static final String ALPHA = "A-Za-z\u0130\u0131\u017F\u212A";
  private static final String ATOM = "[-!#$%&'*+/=?^_`{}|~0-9" + ALPHA + "]+";
  private static final Pattern DOT_ATOM = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
  private static final Pattern QUOTED =
      Pattern.compile(
          "\"(?:[\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F!#-\\[\\]-\\x7F]"
              + "|\\\\[\\x01-\\x09\\x0B\\x0C\\x0E-\\x7F])*+\"");
  private static final String LABEL =
      "[0-9" + ALPHA + "](?:[-0-9" + ALPHA + "]{0,61}[0-9" + ALPHA + "])?";
  private static final Pattern DOMAIN =
      Pattern.compile("(?:" + LABEL + "\\.)+[-0-9" + ALPHA + "]{2,63}(?<!-)");
  private static final Pattern LITERAL = Pattern.compile("\\[([A-Fa-f0-9:.]+)]");

  private EmailAddress() {}

  /** Whether it is one, whatever its letter case; a blank text is none. */
  public static boolean isValid(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0 || text.codePointCount(0, text.length()) > MAX_LENGTH) {
      return false;
    }
    String user = text.substring(0, at);
    String domain = text.substring(at + 1);
    if (!DOT_ATOM.matcher(user).matches() && !QUOTED.matcher(user).matches()) {
      return false;
    }
    return domain.equals("localhost") || isDomain(domain) || isInternational(domain);
  }

  private static boolean isDomain(String domain) {
    if (DOMAIN.matcher(domain).matches()) {
      return true;
    }
    Matcher literal = LITERAL.matcher(domain);
    return literal.matches() && IpAddress.isValid(literal.group(1));
  }

  private static boolean isInternational(String domain) {
    try {
      return isDomain(IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED));
    } catch (IllegalArgumentException notEncodable) {
      return false;
    }
  }
}
