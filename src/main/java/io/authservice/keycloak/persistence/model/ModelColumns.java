package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which columns of which tables a user model reads. */
public final class ModelColumns {

  private final Set<String> own = new HashSet<>();
  private final Map<String, Set<String>> keys = new HashMap<>();
  private final Map<String, Set<String>> others = new HashMap<>();

  /** Those of a model. */
  public ModelColumns(UserModel model) {
    UserField.ALL.forEach(field -> add(model.term(field), own));
    model.filter().ifPresent(filter -> add(filter, own));
    for (ExtraAttribute attribute : model.attributes()) {
      add(model.extras().term(attribute), own);
    }
    model.extras().verified().ifPresent(verified -> add(verified, own));
    model.extras().memberships().forEach(this::add);
  }

  /** Of the user's row. */
  public Set<String> own() {
    return Set.copyOf(own);
  }

  /** The other tables, in lower case. */
  public Set<String> tables() {
    return Set.copyOf(keys.keySet());
  }

  /** The columns of a table by which its rows are found. */
  public Set<String> keysOf(String table) {
    return new TreeSet<>(keys.getOrDefault(table, Set.of()));
  }

  /** All columns of a table that are read, {@link #keysOf} among them. */
  public Set<String> of(String table) {
    return new TreeSet<>(others.getOrDefault(table, Set.of()));
  }

  private void add(Term.Membership membership) {
    membership
        .pointed()
        .ifPresentOrElse(
            to -> {
              join(membership.rows(), to.by());
              columns(lower(to.table()), to.key()).add(membership.name());
            },
            () -> join(membership.rows(), membership.name()));
  }

  private void join(Term.Join join, String column) {
    Set<String> columns = columns(lower(join.table()), join.key());
    columns.add(column);
    join.where().ifPresent(condition -> add(condition, columns));
  }

  /** Those of a table, whose rows are found by a key. */
  private Set<String> columns(String table, String key) {
    keys.computeIfAbsent(table, any -> new HashSet<>()).add(key);
    Set<String> columns = others.computeIfAbsent(table, any -> new HashSet<>());
    columns.add(key);
    return columns;
  }

  private static String lower(String table) {
    return table.toLowerCase(Locale.ROOT);
  }

  /**
   * @param bare of the table whose columns stand without one
   */
  private void add(Term term, Set<String> bare) {
    if (term instanceof Term.Column column) {
      bare.add(column.name());
    } else if (term instanceof Term.OfUser column) {
      own.add(column.name());
    } else if (term instanceof Term.Joined joined) {
      join(joined.join(), joined.column());
    } else {
      term.parts().forEach(part -> add(part, bare));
    }
  }
}
