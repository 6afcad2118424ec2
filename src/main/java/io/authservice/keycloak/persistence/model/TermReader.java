package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads terms: {@code or} binds least, then {@code and}, {@code not}, comparisons, {@code else}.
 */
final class TermReader {

  private static final Set<String> OPERATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final Set<String> RESERVED =
      Set.of("and", "or", "not", "is", "in", "else", "where", "new", "join");

  /** As deep as parentheses may stand in one another. */
  private static final int DEEPEST = 20;

  private final ModelText text;
  private final Map<String, Term.Join> joins;
  private final boolean inJoin;
  private int depth;

  /**
   * @param joins by the names that stand before a dot
   * @param inJoin whether bare columns are those of a joined table, and {@code user.} is the row
   */
  TermReader(ModelText text, Map<String, Term.Join> joins, boolean inJoin) {
    this.text = text;
    this.joins = joins;
    this.inJoin = inJoin;
  }

  /** All that is left of the line. */
  Term whole() {
    Term term = any();
    text.requireEnd();
    return term;
  }

  /** The next term; what is behind it is left. */
  Term next() {
    return any();
  }

  private Term any() {
    if (++depth > DEEPEST) {
      throw text.refused();
    }
    List<Term> terms = new ArrayList<>(List.of(all()));
    while (text.take("or")) {
      terms.add(all());
    }
    depth--;
    return terms.size() == 1 ? terms.get(0) : new Term.AnyOf(List.copyOf(terms));
  }

  private Term all() {
    List<Term> terms = new ArrayList<>(List.of(not()));
    while (text.take("and")) {
      terms.add(not());
    }
    return terms.size() == 1 ? terms.get(0) : new Term.AllOf(List.copyOf(terms));
  }

  private Term not() {
    boolean negated = false;
    while (text.take("not")) {
      negated = !negated;
    }
    Term term = comparison();
    return negated ? new Term.Not(term) : term;
  }

  private Term comparison() {
    Term left = firstOf();
    if (text.take("is")) {
      boolean present = text.take("not");
      text.require("null");
      return negatedIf(present, new Term.Absent(left));
    }
    if (text.take("in")) {
      return new Term.Among(left, constants());
    }
    if (text.take("not")) {
      text.require("in");
      return new Term.Not(new Term.Among(left, constants()));
    }
    for (String operator : OPERATORS) {
      if (text.take(operator)) {
        return new Term.Compared(left, operator, firstOf());
      }
    }
    return left;
  }

  private static Term negatedIf(boolean negated, Term term) {
    return negated ? new Term.Not(term) : term;
  }

  private List<Term> constants() {
    text.require("(");
    List<Term> values = new ArrayList<>();
    do {
      values.add(constant());
    } while (text.take(","));
    text.require(")");
    return List.copyOf(values);
  }

  /** A text, a number, {@code true}, {@code false}, {@code null} or {@code now}. */
  Term constant() {
    Term value = operand();
    if (!value.isConstant()) {
      throw text.refused();
    }
    return value;
  }

  private Term firstOf() {
    List<Term> terms = new ArrayList<>(List.of(operand()));
    while (text.take("else")) {
      terms.add(operand());
    }
    return terms.size() == 1 ? terms.get(0) : new Term.FirstOf(List.copyOf(terms));
  }

  private Term operand() {
    if (text.take("(")) {
      Term inside = any();
      text.require(")");
      return inside;
    }
    if (text.isAtEnd() || RESERVED.stream().anyMatch(text::isNext)) {
      throw text.refused();
    }
    String word = text.take();
    if (word.startsWith("'")) {
      return new Term.Text(word.substring(1, word.length() - 1).replace("''", "'"));
    }
    if (Character.isDigit(word.charAt(word.length() - 1)) && !ModelText.isName(word)) {
      return new Term.Whole(Long.parseLong(word));
    }
    if (!ModelText.isName(word)) {
      throw text.refused(DatabaseRefusal.MODEL_NOT_UNDERSTOOD, word);
    }
    return keyword(word).orElseGet(() -> column(word));
  }

  private static Optional<Term> keyword(String word) {
    return Optional.ofNullable(
        switch (word.toLowerCase(Locale.ROOT)) {
          case "true" -> new Term.Flag(true);
          case "false" -> new Term.Flag(false);
          case "null" -> new Term.Nothing();
          case "now" -> new Term.Now();
          default -> null;
        });
  }

  private Term column(String word) {
    int dot = word.indexOf('.');
    if (dot < 0) {
      return new Term.Column(word);
    }
    String of = word.substring(0, dot);
    String column = word.substring(dot + 1);
    if (inJoin && of.equals("user")) {
      return new Term.OfUser(column);
    }
    Term.Join join = joins.get(of);
    if (join == null) {
      throw text.refused(DatabaseRefusal.MODEL_JOIN_UNKNOWN, of);
    }
    return new Term.Joined(join, column);
  }
}
