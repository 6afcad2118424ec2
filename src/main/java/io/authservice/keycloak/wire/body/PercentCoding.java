package io.authservice.keycloak.wire.body;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/**
 * Percent-decoding as Python's {@code urllib.parse.unquote} does it: what is no escape stays as it
 * is, and bytes that mean nothing in the charset become U+FFFD.
 */
final class PercentCoding {

  private PercentCoding() {}

  /** Decodes the escapes, and plus signs to spaces if asked. */
  static String decode(String text, Charset charset, boolean plusIsSpace) {
    String spaced = plusIsSpace ? text.replace('+', ' ') : text;
    if (spaced.indexOf('%') < 0) {
      return spaced;
    }
    StringBuilder decoded = new StringBuilder(spaced.length());
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    int i = 0;
    while (i < spaced.length()) {
      int value = escape(spaced, i);
      if (value >= 0) {
        run.write(value);
        i += 3;
      } else {
        decoded.append(run.toString(charset));
        run.reset();
        decoded.append(spaced.charAt(i));
        i++;
      }
    }
    return decoded.append(run.toString(charset)).toString();
  }

  private static int escape(String text, int at) {
    if (text.charAt(at) != '%' || at + 2 >= text.length()) {
      return -1;
    }
    int high = hex(text.charAt(at + 1));
    int low = hex(text.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
