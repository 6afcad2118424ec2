package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.extra.ExtraAttribute.Kind;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is said beyond the fields. Whether it fits them is known once all of them are said.
 */
final class ExtrasReader {

  /** What says that an e-mail is verified. */
  static final String VERIFIED = "email_verified";

  private final Map<String, Term.Join> joins;
  private final List<Said> said = new ArrayList<>();
  private @Nullable Term verified;
  private final Map<Term.Membership, ModelText> memberships = new LinkedHashMap<>();

  /**
   * @param joins by their names, as they are said
   */
  ExtrasReader(Map<String, Term.Join> joins) {
    this.joins = joins;
  }

  /** What names groups is no hash either, whatever the user model calls it. */
  private void requireNoSecretName(UserModel fields) {
    String password = fields.column(UserField.PASSWORD).orElseThrow();
    memberships.forEach(
        (one, text) -> {
          if (one.name().equalsIgnoreCase(password)) {
            throw text.refused(DatabaseRefusal.MODEL_SECRET, password);
          }
        });
  }

  private record Said(ModelText text, ExtraAttribute attribute, Term term) {}

  /** {@code <name> = <term> [as <kind>] [write] [shown]}. */
  void attribute(ModelText text) {
    String name = text.name();
    text.require("=");
    Term term = new TermReader(text, joins, false).next();
    Kind kind = text.take("as") ? kind(text) : Kind.TEXT;
    boolean writable = text.take("write");
    boolean shown = text.take("shown");
    text.requireEnd();
    if (AttributeNames.isTaken(name)) {
      throw text.refused(DatabaseRefusal.MODEL_ATTRIBUTE_NAME, name);
    }
    if (!fits(kind, term)) {
      throw text.refused(DatabaseRefusal.MODEL_KIND, name);
    }
    boolean first = said.stream().noneMatch(one -> one.attribute().name().equals(name));
    ExtraAttribute attribute = new ExtraAttribute(name, kind, writable, shown);
    said.add(UserModelReader.once(text, name, first, new Said(text, attribute, term)));
  }

  /** Behind {@code email_verified =}: a flag, or a condition. */
  void verified(ModelText text) {
    Term term = new TermReader(text, joins, false).whole();
    boolean fits = fits(Kind.BOOLEAN, term) || term instanceof Term.Flag;
    if (!fits) {
      throw text.refused(DatabaseRefusal.MODEL_KIND, VERIFIED);
    }
    verified = UserModelReader.once(text, VERIFIED, verified == null, term);
  }

  /**
   * Behind {@code groups from}: {@code <table>.<user> name <column>}, or {@code <table>.<user> name
   * <names>.<column> by <column> [= <key>]}; behind either a condition of these rows.
   */
  void membership(ModelText text) {
    String[] user = text.place();
    text.require("name");
    String name = text.take();
    int dot = name.indexOf('.');
    String column = name.substring(dot + 1);
    Optional<Term.Pointed> pointed = Optional.empty();
    if (!ModelText.isName(name)) {
      throw text.refused(DatabaseRefusal.MODEL_NOT_UNDERSTOOD, name);
    }
    if (dot > 0) {
      text.require("by");
      String by = text.name();
      String key = text.take("=") ? text.name() : UserColumns.ID;
      pointed = Optional.of(new Term.Pointed(name.substring(0, dot), by, key));
    }
    Optional<Term> where =
        text.take("where")
            ? Optional.of(new TermReader(text, Map.of(), true).whole())
            : Optional.empty();
    text.requireEnd();
    Term.Join rows = new Term.Join(user[0], user[1], where);
    Term.Join names = pointed.map(to -> new Term.Join(to.table(), to.key(), where)).orElse(rows);
    Secrets.among(new Term.Joined(names, column))
        .ifPresent(
            secret -> {
              throw text.refused(DatabaseRefusal.MODEL_SECRET, secret);
            });
    memberships.put(new Term.Membership(rows, column, pointed), text);
  }

  private static Kind kind(ModelText text) {
    String word = text.name();
    return Kind.of(word)
        .orElseThrow(() -> text.refused(DatabaseRefusal.MODEL_NOT_UNDERSTOOD, word));
  }

  private static boolean fits(Kind kind, Term term) {
    boolean isColumn = term instanceof Term.Column || term instanceof Term.Joined;
    return switch (kind) {
      case TEXT -> isColumn || term instanceof Term.FirstOf || term instanceof Term.Text;
      case BOOLEAN -> isColumn || term.isCondition();
      case INTEGER, MOMENT, JSON -> isColumn;
    };
  }

  /**
   * All of it.
   *
   * @param fields the model without
   */
  ModelExtras read(UserModel fields) {
    requireNoSecretName(fields);
    Map<ExtraAttribute, Term> attributes = new LinkedHashMap<>();
    Set<String> written = new HashSet<>();
    for (Said one : said) {
      requireNoSecret(one, fields);
      if (one.attribute().writable() && !isWritable(one, fields, written)) {
        throw one.text()
            .refused(DatabaseRefusal.MODEL_ATTRIBUTE_UNWRITABLE, one.attribute().name());
      }
      attributes.put(one.attribute(), one.term());
    }
    return new ModelExtras(
        attributes, Optional.ofNullable(verified), List.copyOf(memberships.keySet()));
  }

  private static void requireNoSecret(Said one, UserModel fields) {
    String password = fields.column(UserField.PASSWORD).orElseThrow();
    Secrets.among(one.term(), password)
        .ifPresent(
            secret -> {
              throw one.text().refused(DatabaseRefusal.MODEL_SECRET, secret);
            });
  }

  /** What has a part in a field is written as that field, by those who may. */
  private static boolean isWritable(Said one, UserModel fields, Set<String> written) {
    return one.term() instanceof Term.Column column
        && one.attribute().kind() != Kind.JSON
        && !fields.mentions(column.name())
        && written.add(column.name());
  }
}
