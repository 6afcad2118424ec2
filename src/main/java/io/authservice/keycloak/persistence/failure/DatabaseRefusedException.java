package io.authservice.keycloak.persistence.failure;

import java.text.MessageFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database cannot be bridged. The message says why, to an administrator; it holds no secret, and
 * nothing of what a server of somebody else's choice answered.
 */
public final class DatabaseRefusedException extends RuntimeException {

  private final DatabaseRefusal refusal;
  private final transient List<String> values;

  /**
   * @param values of the places in the refusal's message
   */
  public DatabaseRefusedException(DatabaseRefusal refusal, String... values) {
    this(null, refusal, values);
  }

  public DatabaseRefusedException(
      @Nullable Throwable cause, DatabaseRefusal refusal, String... values) {
    super(MessageFormat.format(refusal.pattern(), (Object[]) values), cause);
    this.refusal = refusal;
    this.values = List.of(values);
  }

  public DatabaseRefusal refusal() {
    return refusal;
  }

  public List<String> values() {
    return values;
  }
}
