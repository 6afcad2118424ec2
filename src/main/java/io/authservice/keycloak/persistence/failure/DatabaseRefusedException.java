package io.authservice.keycloak.persistence.failure;

import java.text.MessageFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database cannot be bridged. The message says why, to an administrator; it holds no secret, and
 * nothing of what a server of somebody else's choice answered.
 */
public final class DatabaseRefusedException extends RuntimeException {

  private final String pattern;
  private final transient List<String> values;

  /**
   * @param pattern the message in English, as {@link MessageFormat} takes it
   * @param values of the pattern's places
   */
  public DatabaseRefusedException(String pattern, String... values) {
    this((Throwable) null, pattern, values);
  }

  public DatabaseRefusedException(@Nullable Throwable cause, String pattern, String... values) {
    super(MessageFormat.format(pattern, (Object[]) values), cause);
    this.pattern = pattern;
    this.values = List.of(values);
  }

  /** The message without its values, by which a translation can be found. */
  public String pattern() {
    return pattern;
  }

  public List<String> values() {
    return values;
  }
}
