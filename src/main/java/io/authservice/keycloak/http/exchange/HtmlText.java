package io.authservice.keycloak.http.exchange;

/** Pages of text alone, which load nothing and run nothing. */
public final class HtmlText {

  /** The page is text and its own style sheet, nothing else. */
  public static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private HtmlText() {}

  /** The text, to stand between tags or in an attribute. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#x27;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
