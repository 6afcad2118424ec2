package io.authservice.keycloak.persistence.model;

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

/**
 * Reads what is said beyond the fields. Whether it fits them is known once all of them are said.
 */
final class ExtrasReader {

  private final Map<String, Term.Join> joins;
  private final List<Said> said = new ArrayList<>();

  /**
   * @param joins by their names, as they are said
   */
  ExtrasReader(Map<String, Term.Join> joins) {
    this.joins = joins;
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
    return new ModelExtras(attributes);
  }

  private static void requireNoSecret(Said one, UserModel fields) {
    String password = fields.column(UserField.PASSWORD).orElseThrow();
    Optional<String> secret =
        one.term().mentions(password) ? Optional.of(password) : Secrets.among(one.term());
    if (secret.isPresent()) {
      throw one.text().refused(DatabaseRefusal.MODEL_SECRET, secret.get());
    }
  }

  /** What has a part in a field is written as that field, by those who may. */
  private static boolean isWritable(Said one, UserModel fields, Set<String> written) {
    return one.term() instanceof Term.Column column
        && one.attribute().kind() != Kind.JSON
        && !fields.mentions(column.name())
        && written.add(column.name());
  }
}
