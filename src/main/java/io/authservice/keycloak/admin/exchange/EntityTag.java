package io.authservice.keycloak.admin.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How something is at a moment, by a strong entity tag (RFC 9110, section 8.8.3): another tag if
 * anything of it is another.
 */
public final class EntityTag {

  private static final String ANY = "*";
  private static final Pattern TAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");
  private static final int LENGTH = 32;

  private final String text;

  private EntityTag(String text) {
    this.text = text;
  }

  /** The tag of what consists of these values; each as its text says it, null as none. */
  public static EntityTag of(List<? extends @Nullable Object> values) {
    StringBuilder all = new StringBuilder();
    for (Object value : values) {
      String text = String.valueOf(value);
      all.append(value == null ? -1 : text.length()).append(':').append(text);
    }
    return new EntityTag("\"" + digest(all.toString()).substring(0, LENGTH) + "\"");
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As it stands in headers, with its quotation marks. */
  public String text() {
    return text;
  }

  /** Whether what {@code If-Match} holds names this one; nothing that is no list of tags does. */
  boolean isAmong(String sent) {
    if (sent.strip().equals(ANY)) {
      return true;
    }
    boolean found = false;
    for (String tag : sent.split(",", -1)) {
      if (!TAG.matcher(tag.strip()).matches()) {
        return false;
      }
      found |= tag.strip().equals(text);
    }
    return found;
  }
}
