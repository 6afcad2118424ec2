package io.authservice.keycloak.account;

import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;
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

  /** How a term is compared; letter case is always ignored. */
  public enum Match {
    EXACT,
    PREFIX,
    INFIX,
    /** An asterisk stands for any text, wherever it is. */
    PATTERN
  }

  public sealed interface Condition
      permits AnyOf, Text, Is, Id, IdIn, InGroup, Joined, Within, Lacks {}

  /** The term is found in at least one of the fields. */
  public record AnyOf(Set<UserField<String>> fields, Match match, String term)
      implements Condition {
    public AnyOf {
      fields = Set.copyOf(fields);
    }
  }

  public record Text(UserField<String> field, Match match, String term) implements Condition {}

  public record Is(UserField<Boolean> flag, boolean value) implements Condition {}

  public record Id(UserId id) implements Condition {}

  /**
   * The id is, or is not, one of these.
   *
   * @param included false for "is not"
   */
  public record IdIn(Set<UserId> ids, boolean included) implements Condition {
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

  /**
   * A moment of the account lies within a time.
   *
   * @param from the first moment of that time
   * @param before the first moment after it
   */
  public record Within(UserField<?> moment, Instant from, Instant before) implements Condition {}

  /** The account has no value of a field. */
  public record Lacks(UserField<?> field) implements Condition {}
}
