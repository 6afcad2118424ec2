package io.authservice.keycloak.persistence.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Terms as SQL that PostgreSQL, MySQL, MariaDB and SQLite all understand. Names are quoted, since
 * Django quotes them; there is nothing else in a term that a database could take for a command.
 */
final class TermSql {

  private static final String OF_JOIN = "j.";

  private final String quote;
  private final String user;
  private final String own;
  private final String key;

  /** What stands around a column that is read as a text, whatever it holds; none otherwise. */
  private final String cast;

  /**
   * @param quote what the database quotes names with
   * @param user what stands before a column of the user's row, such as {@code u.}
   * @param key the column of the user's key
   */
  TermSql(String quote, String user, String key) {
    this(quote, user, user, key, "");
  }

  private TermSql(String quote, String user, String own, String key, String cast) {
    this.quote = quote;
    this.user = user;
    this.own = own;
    this.key = key;
    this.cast = cast;
  }

  /** The same, that reads each column as a text; MySQL has a word of its own for the type. */
  TermSql ofTexts() {
    return new TermSql(quote, user, own, key, isMySql() ? " as char)" : " as text)");
  }

  private String read(String column) {
    return cast.isEmpty() ? column : "cast(" + column + cast;
  }

  /** As something to read. */
  String value(Term term) {
    if (term instanceof Term.Column column) {
      return read(own + quoted(column.name()));
    }
    if (term instanceof Term.OfUser column) {
      return user + quoted(column.name());
    }
    if (term instanceof Term.Joined joined) {
      return "(select max("
          + read(OF_JOIN + quoted(joined.column()))
          + ") from "
          + rows(joined.join())
          + ")";
    }
    if (term instanceof Term.FirstOf first) {
      return first.terms().stream()
          .map(each -> each instanceof Term.Text ? value(each) : "nullif(" + value(each) + ", '')")
          .collect(Collectors.joining(", ", "coalesce(", ")"));
    }
    return term.isConstant() ? constant(term) : flag(term);
  }

  private String constant(Term term) {
    if (term instanceof Term.Text text) {
      return "'" + text.value().replace("'", "''") + "'";
    }
    if (term instanceof Term.Whole number) {
      return Long.toString(number.value());
    }
    if (term instanceof Term.Flag flag) {
      return Boolean.toString(flag.value());
    }
    return term instanceof Term.Now ? now() : "null";
  }

  /** In UTC, as Django writes moments: MySQL's own word for it is in the zone of the session. */
  private String now() {
    return isMySql() ? "utc_timestamp(6)" : "current_timestamp";
  }

  private boolean isMySql() {
    return quote.equals("`");
  }

  /** As something that is true or false and never unknown. */
  String flag(Term term) {
    if (term instanceof Term.AllOf all) {
      return flags(all.terms(), " and ");
    }
    if (term instanceof Term.AnyOf any) {
      return flags(any.terms(), " or ");
    }
    if (term instanceof Term.Not not) {
      return "(not " + flag(not.term()) + ")";
    }
    if (term instanceof Term.Absent absent) {
      return "(" + value(absent.term()) + " is null)";
    }
    if (term instanceof Term.Among among) {
      return known(
          among.values().stream()
              .map(this::value)
              .collect(Collectors.joining(", ", value(among.term()) + " in (", ")")));
    }
    if (term instanceof Term.Compared compared) {
      return compared(compared);
    }
    if (term instanceof Term.Joined joined) {
      return exists(joined, true);
    }
    return term instanceof Term.Flag ? value(term) : known(value(term));
  }

  private String compared(Term.Compared compared) {
    if (compared.left() instanceof Term.Joined joined
        && compared.right() instanceof Term.Flag flag
        && compared.operator().equals("=")) {
      return exists(joined, flag.value());
    }
    return known(
        value(compared.left()) + " " + compared.operator() + " " + value(compared.right()));
  }

  private String exists(Term.Joined joined, boolean value) {
    return "exists (select 1 from "
        + rows(joined.join())
        + " and "
        + OF_JOIN
        + quoted(joined.column())
        + " = "
        + value
        + ")";
  }

  private String rows(Term.Join join) {
    TermSql inside = new TermSql(quote, user, OF_JOIN, key, "");
    return quoted(join.table())
        + " j where "
        + OF_JOIN
        + quoted(join.key())
        + " = "
        + user
        + quoted(key)
        + join.where().map(condition -> " and " + inside.flag(condition)).orElse("");
  }

  /** What reads the name of a membership. */
  String name(Term.Membership membership) {
    return ofTexts()
        .read((membership.pointed().isEmpty() ? OF_JOIN : "n.") + quoted(membership.name()));
  }

  /** The tables of a user's memberships, and the condition behind them. */
  String rows(Term.Membership membership) {
    return membership.pointed().map(to -> quoted(to.table()) + " n, ").orElse("")
        + rows(membership.rows())
        + membership
            .pointed()
            .map(to -> " and n." + quoted(to.key()) + " = " + OF_JOIN + quoted(to.by()))
            .orElse("");
  }

  private String flags(List<Term> terms, String between) {
    return terms.stream().map(this::flag).collect(Collectors.joining(between, "(", ")"));
  }

  private static String known(String condition) {
    return "coalesce(" + condition + ", false)";
  }

  private String quoted(String name) {
    return quote + name + quote;
  }
}
