package io.authservice.keycloak.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an account must meet to be found; all conditions must hold. An empty query matches every
 * account.
 */
public record AccountQuery(List<Condition> conditions) {

  public static final AccountQuery ALL = new AccountQuery(List.of());

  public AccountQuery {
    conditions = List.copyOf(conditions);
  }

  public AccountQuery and(Condition condition) {
    List<Condition> more = new ArrayList<>(conditions);
    more.add(condition);
    return new AccountQuery(more);
  }

  /** The text columns that can be searched. */
  public enum TextColumn {
    USERNAME,
    EMAIL,
    FIRST_NAME,
    LAST_NAME
  }

  /** The boolean columns that can be searched. */
  public enum Flag {
    ACTIVE,
    STAFF,
    SUPERUSER
  }

  /** How a term is compared; letter case is always ignored. */
  public enum Match {
    EXACT,
    PREFIX,
    INFIX,
    /** An asterisk stands for any text, wherever it is. */
    PATTERN
  }

  public sealed interface Condition permits AnyOf, Text, Is, Id, IdIn, InGroup, Joined {}

  /** The term is found in at least one of the fields. */
  public record AnyOf(Set<TextColumn> fields, Match match, String term) implements Condition {
    public AnyOf {
      fields = Set.copyOf(fields);
    }
  }

  public record Text(TextColumn field, Match match, String term) implements Condition {}

  public record Is(Flag flag, boolean value) implements Condition {}

  public record Id(long id) implements Condition {}

  /**
   * The id is, or is not, one of these.
   *
   * @param included false for "is not"
   */
  public record IdIn(Set<Long> ids, boolean included) implements Condition {
    public IdIn {
      ids = Set.copyOf(ids);
    }
  }

  /**
   * In the Django group of this very name.
   *
   * @param name letter case counts, as it does in Django
   */
  public record InGroup(String name) implements Condition {}

  /** Joined at or after, at or before: milliseconds since the epoch. */
  public record Joined(boolean after, long epochMillis) implements Condition {}
}
