package io.authservice.keycloak.account.group;

import java.util.Set;
import java.util.TreeSet;

/** A change names groups or permissions that do not exist. */
public final class UnknownReferenceException extends RuntimeException {

  private final Kind kind;
  private final transient Set<Long> ids;

  /** What was referred to. */
  public enum Kind {
    GROUP,
    PERMISSION
  }

  public UnknownReferenceException(Kind kind, Set<Long> ids) {
    super("There is no " + kind + " of these ids: " + ids);
    this.kind = kind;
    this.ids = new TreeSet<>(ids);
  }

  public Kind kind() {
    return kind;
  }

  /** In ascending order. */
  public Set<Long> ids() {
    return ids;
  }
}
