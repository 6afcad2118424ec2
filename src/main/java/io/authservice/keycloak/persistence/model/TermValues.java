package io.authservice.keycloak.persistence.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What terms are of rows in memory: the same as {@link TermSql} has databases answer. */
final class TermValues {

  private final ModelTables tables;
  private final ModelRow user;
  private final ModelRow own;
  private final Instant now;

  /**
   * Of a user.
   *
   * @param now the moment that a model calls so
   */
  TermValues(ModelTables tables, ModelRow user, Instant now) {
    this(tables, user, user, now);
  }

  /**
   * @param own the row whose columns stand without a table
   */
  private TermValues(ModelTables tables, ModelRow user, ModelRow own, Instant now) {
    this.tables = tables;
    this.user = user;
    this.own = own;
    this.now = now;
  }

  /** As something to read; null if there is nothing. */
  @Nullable Object value(Term term) {
    if (term instanceof Term.Column column) {
      return own.value(column.name());
    }
    if (term instanceof Term.OfUser column) {
      return user.value(column.name());
    }
    if (term instanceof Term.Joined joined) {
      return greatest(rows(joined.join()).map(row -> row.value(joined.column())));
    }
    if (term instanceof Term.FirstOf first) {
      for (Term each : first.terms()) {
        Object value = value(each);
        if (value != null && (each instanceof Term.Text || !value.equals(""))) {
          return value;
        }
      }
      return null;
    }
    return term.isConstant() ? constant(term) : (Object) flag(term);
  }

  /** The same as JSON, of a column. */
  @Nullable Object json(Term term) {
    if (term instanceof Term.Joined joined) {
      return greatest(rows(joined.join()).map(row -> row.json(joined.column())));
    }
    return term instanceof Term.Column column ? own.json(column.name()) : value(term);
  }

  private @Nullable Object constant(Term term) {
    if (term instanceof Term.Text text) {
      return text.value();
    }
    if (term instanceof Term.Whole number) {
      return number.value();
    }
    if (term instanceof Term.Flag flag) {
      return flag.value();
    }
    return term instanceof Term.Now ? now : null;
  }

  /** Of several rows the greatest value counts. */
  private @Nullable Object greatest(Stream<? extends @Nullable Object> values) {
    List<Object> known = values.filter(Objects::nonNull).map(Object.class::cast).toList();
    Object greatest = null;
    for (Object value : known) {
      if (greatest == null || compared(value, greatest) > 0) {
        greatest = value;
      }
    }
    return greatest;
  }

  /** As something that is true or false and never unknown. */
  boolean flag(Term term) {
    if (term instanceof Term.AllOf all) {
      return all.terms().stream().allMatch(this::flag);
    }
    if (term instanceof Term.AnyOf any) {
      return any.terms().stream().anyMatch(this::flag);
    }
    if (term instanceof Term.Not not) {
      return !flag(not.term());
    }
    if (term instanceof Term.Absent absent) {
      return value(absent.term()) == null;
    }
    if (term instanceof Term.Among among) {
      Object value = value(among.term());
      return value != null
          && among.values().stream()
              .map(this::value)
              .anyMatch(other -> other != null && compared(value, other) == 0);
    }
    if (term instanceof Term.Compared compared) {
      return compared(compared);
    }
    if (term instanceof Term.Joined joined) {
      return exists(joined, true);
    }
    Object value = value(term);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw new ModelValueException(named(term) + " is not a boolean");
  }

  private boolean compared(Term.Compared term) {
    if (term.left() instanceof Term.Joined joined
        && term.right() instanceof Term.Flag flag
        && term.operator().equals("=")) {
      return exists(joined, flag.value());
    }
    Object left = value(term.left());
    Object right = value(term.right());
    if (left == null || right == null) {
      return false;
    }
    int order = compared(left, right);
    return switch (term.operator()) {
      case "=" -> order == 0;
      case "<>" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private boolean exists(Term.Joined joined, boolean wanted) {
    return rows(joined.join())
        .map(row -> row.value(joined.column()))
        .anyMatch(value -> value instanceof Boolean flag && flag == wanted);
  }

  private Stream<ModelRow> rows(Term.Join join) {
    return tables.of(user, join.table(), join.key()).stream()
        .filter(row -> join.where().map(condition -> of(row).flag(condition)).orElse(true));
  }

  private TermValues of(ModelRow row) {
    return new TermValues(tables, user, row, now);
  }

  /** The names of a membership; those that are missing or blank are none. */
  Stream<String> names(Term.Membership membership) {
    return rows(membership.rows())
        .flatMap(
            row ->
                membership
                    .pointed()
                    .map(to -> tables.pointed(row, to.by(), to.table(), to.key()).stream())
                    .orElseGet(() -> Stream.of(row)))
        .map(row -> row.value(membership.name()))
        .filter(Objects::nonNull)
        .map(Object::toString)
        .filter(name -> !name.isEmpty());
  }

  private static String named(Term term) {
    return term instanceof Term.Column column ? column.name() : "What the condition asks";
  }

  private static int compared(Object one, Object other) {
    if (one instanceof Number left && other instanceof Number right) {
      return left instanceof Long && right instanceof Long
          ? Long.compare(left.longValue(), right.longValue())
          : Double.compare(left.doubleValue(), right.doubleValue());
    }
    if (one instanceof Boolean left && other instanceof Boolean right) {
      return Boolean.compare(left, right);
    }
    if (one instanceof Instant || other instanceof Instant) {
      return moment(one).compareTo(moment(other));
    }
    if (one instanceof String left && other instanceof String right) {
      return left.compareTo(right);
    }
    throw new ModelValueException("What the model compares is not of one kind");
  }

  /** As dumps write it, without a zone where the project has none. */
  static Instant moment(Object value) {
    if (value instanceof Instant known) {
      return known;
    }
    String text = value.toString().replace(' ', 'T');
    try {
      return OffsetDateTime.parse(text.matches(".*T.*([Zz]|[+-][0-9:]{2,8})") ? text : text + "Z")
          .toInstant();
    } catch (DateTimeException none) {
      throw new ModelValueException("What is to be a moment is not a date and time of ISO 8601");
    }
  }
}
