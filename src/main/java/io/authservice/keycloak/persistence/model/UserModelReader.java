package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a user model. */
final class UserModelReader {

  /** Far more than any model needs. */
  private static final int LONGEST = 8_000;

  private final Map<UserField<?>, Term> fields = new LinkedHashMap<>();
  private final Map<UserField<?>, ModelText> lines = new LinkedHashMap<>();
  private final Map<String, Term.Join> joins = new HashMap<>();
  private final Map<String, Term> newRows = new LinkedHashMap<>();
  private final ExtrasReader extras = new ExtrasReader(joins);
  private @Nullable Term filter;
  private boolean groups = true;

  /**
   * @throws DatabaseRefusedException if a line is not understood; the message names it
   */
  static UserModel read(String text) {
    if (text.length() > LONGEST) {
      throw new DatabaseRefusedException(DatabaseRefusal.MODEL_TOO_LONG, Integer.toString(LONGEST));
    }
    UserModelReader reader = new UserModelReader();
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      if (!line.isBlank() && !line.strip().startsWith("#")) {
        reader.line(new ModelText(number, line));
      }
    }
    Optional<Term> filter = Optional.ofNullable(reader.filter);
    reader.requireNoSecretText();
    UserModel fields =
        new UserModel(reader.fields, filter, reader.newRows, reader.groups, ModelExtras.NONE);
    return new UserModel(
        reader.fields, filter, reader.newRows, reader.groups, reader.extras.read(fields));
  }

  private void line(ModelText text) {
    if (text.take("where")) {
      filter = once(text, "where", filter == null, new TermReader(text, joins, false).whole());
    } else if (text.take("join")) {
      join(text);
    } else if (text.take("new")) {
      String column = text.name();
      text.require("=");
      Term value = new TermReader(text, joins, false).constant();
      text.requireEnd();
      newRows.put(column, once(text, column, !newRows.containsKey(column), value));
    } else if (text.take("attribute")) {
      extras.attribute(text);
    } else {
      setting(text);
    }
  }

  private void join(ModelText text) {
    String name = text.name();
    text.require("=");
    String[] place = text.place();
    Optional<Term> where =
        text.take("where")
            ? Optional.of(new TermReader(text, Map.of(), true).whole())
            : Optional.empty();
    text.requireEnd();
    Term.Join join = new Term.Join(place[0], place[1], where);
    joins.put(name, once(text, name, !joins.containsKey(name) && !name.equals("user"), join));
  }

  private void setting(ModelText text) {
    String name = text.name();
    if (name.equals("groups") && text.take("from")) {
      extras.membership(text);
      return;
    }
    text.require("=");
    if (name.equals("groups") && text.take("none")) {
      text.requireEnd();
      groups = once(text, name, groups, false);
      return;
    }
    if (name.equals(ExtrasReader.VERIFIED)) {
      extras.verified(text);
      return;
    }
    UserField<?> field =
        UserField.of(name)
            .orElseThrow(() -> text.refused(DatabaseRefusal.MODEL_FIELD_UNKNOWN, name));
    Term term = new TermReader(text, joins, false).whole();
    requireFit(text, field, term);
    fields.put(field, once(text, name, !fields.containsKey(field), term));
    lines.put(field, text);
  }

  /** Nobody's name or address is a secret. */
  private void requireNoSecretText() {
    String password =
        fields.get(UserField.PASSWORD) instanceof Term.Column column
            ? column.name()
            : UserField.PASSWORD.column();
    for (UserField<String> field : UserField.TEXTS) {
      Term term = fields.get(field);
      if (term != null) {
        ModelText line = Objects.requireNonNull(lines.get(field));
        Secrets.among(term, password)
            .ifPresent(
                secret -> {
                  throw line.refused(DatabaseRefusal.MODEL_SECRET, secret);
                });
      }
    }
  }

  /** The key and the password are columns of the row; what is no flag is no condition. */
  private static void requireFit(ModelText text, UserField<?> field, Term term) {
    boolean mustBeColumn = field == UserField.ID || field == UserField.PASSWORD;
    if (mustBeColumn && !(term instanceof Term.Column)) {
      throw text.refused(DatabaseRefusal.MODEL_COLUMN_WANTED, field.column());
    }
    boolean isFlag = field.kind() == UserField.Kind.FLAG;
    boolean fits =
        switch (field.kind()) {
          case FLAG -> term.isCondition() || !term.isConstant() || term instanceof Term.Flag;
          case MOMENT ->
              term instanceof Term.Column
                  || term instanceof Term.Joined
                  || term instanceof Term.Nothing;
          case TEXT, KEY ->
              !(term instanceof Term.Flag
                  || term instanceof Term.Whole
                  || term instanceof Term.Now);
        };
    if (!fits || (isFlag ? term instanceof Term.FirstOf : term.isCondition())) {
      throw text.refused(DatabaseRefusal.MODEL_KIND, field.column());
    }
    if (field == UserField.USERNAME && term.isConstant()) {
      throw text.refused(DatabaseRefusal.MODEL_COLUMN_WANTED, field.column());
    }
  }

  static <T> T once(ModelText text, String name, boolean first, T value) {
    if (!first) {
      throw text.refused(DatabaseRefusal.MODEL_TWICE, name);
    }
    return value;
  }
}
