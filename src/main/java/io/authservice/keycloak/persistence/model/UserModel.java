package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a Django project keeps each field of its users. What a model does not mention is in the
 * column of its name, as {@code AbstractUser} has it.
 */
public final class UserModel {

  /** That of {@code AbstractUser}. */
  public static final UserModel DJANGO =
      new UserModel(Map.of(), Optional.empty(), Map.of(), true, ModelExtras.NONE);

  private final Map<UserField<?>, Term> fields;
  private final Optional<Term> filter;
  private final Map<String, Term> newRows;
  private final boolean groups;
  private final ModelExtras extras;

  UserModel(
      Map<UserField<?>, Term> fields,
      Optional<Term> filter,
      Map<String, Term> newRows,
      boolean groups,
      ModelExtras extras) {
    this.fields = Map.copyOf(fields);
    this.filter = filter;
    this.newRows = Collections.unmodifiableMap(new LinkedHashMap<>(newRows));
    this.groups = groups;
    this.extras = extras;
  }

  /**
   * Reads a model, one statement a line; nothing is Django's own.
   *
   * @throws DatabaseRefusedException with the line that is not understood
   */
  public static UserModel read(String text) {
    return text.isBlank() ? DJANGO : UserModelReader.read(text);
  }

  Term term(UserField<?> field) {
    return fields.getOrDefault(field, new Term.Column(field.column()));
  }

  /** The column of the user's key. */
  public String key() {
    return column(UserField.ID).orElseThrow();
  }

  /** The column that a field is, and the whole of it; empty if it is put together. */
  public Optional<String> column(UserField<?> field) {
    return term(field) instanceof Term.Column column
        ? Optional.of(column.name())
        : Optional.empty();
  }

  /**
   * Whether a field can be written: it is a column, and none that another field before it is. The
   * e-mail can where it is the username too: both are written then.
   */
  public boolean isWritable(UserField<?> field) {
    return isOwned(field == UserField.EMAIL && isEmailUsername() ? UserField.USERNAME : field);
  }

  /** Whether a field is written to a column of its own. */
  public boolean isOwned(UserField<?> field) {
    return column(field)
        .filter(column -> !grantsAuthority(field, column))
        .filter(column -> !isOwnedBefore(field, column))
        .isPresent();
  }

  /** Who may write a field must not make a superuser by it, nor staff. */
  private boolean grantsAuthority(UserField<?> field, String column) {
    if (field == UserField.SUPERUSER) {
      return false;
    }
    return term(UserField.SUPERUSER).mentions(column)
        || (field != UserField.STAFF && term(UserField.STAFF).mentions(column));
  }

  private boolean isOwnedBefore(UserField<?> field, String column) {
    return UserField.ALL.stream()
        .takeWhile(earlier -> earlier != field)
        .anyMatch(earlier -> column(earlier).equals(Optional.of(column)) && isOwned(earlier));
  }

  /** Whether username and e-mail are one column. */
  public boolean isEmailUsername() {
    return column(UserField.EMAIL).isPresent()
        && column(UserField.EMAIL).equals(column(UserField.USERNAME));
  }

  /** Whether users have Django's groups and permissions. */
  public boolean hasGroups() {
    return groups;
  }

  /**
   * What reads a field.
   *
   * @param quote what the database quotes names with
   * @param row what stands before the columns of the user's row, such as {@code u.}
   */
  public String sql(UserField<?> field, String quote, String row) {
    TermSql sql = new TermSql(quote, row, key());
    Term term = term(field);
    return field.kind() == UserField.Kind.FLAG && !(term instanceof Term.Column)
        ? sql.flag(term)
        : sql.value(term);
  }

  /** All that the model has beyond the fields. */
  public ExtraOutline outline() {
    return new ExtraOutline(
        attributes(), extras.verified().isPresent(), !extras.memberships().isEmpty());
  }

  ModelExtras extras() {
    return extras;
  }

  Optional<Term> filter() {
    return filter;
  }

  /** What the model has beyond the fields, in the order in which it says so. */
  public List<ExtraAttribute> attributes() {
    return extras.attributes();
  }

  /** What reads an attribute; see {@link #sql}. */
  public String sql(ExtraAttribute attribute, String quote, String row) {
    TermSql sql = new TermSql(quote, row, key());
    Term term = extras.term(attribute);
    return switch (attribute.kind()) {
      case TEXT, JSON -> sql.ofTexts().value(term);
      case BOOLEAN -> term instanceof Term.Column ? sql.value(term) : sql.flag(term);
      case INTEGER, MOMENT -> sql.value(term);
    };
  }

  /** The condition that a user's e-mail is verified, if the model knows; see {@link #sql}. */
  public Optional<String> verified(String quote, String row) {
    TermSql sql = new TermSql(quote, row, key());
    return extras.verified().map(sql::flag);
  }

  /** What users are members of beside Django's groups; see {@link #sql}. */
  public List<MembershipSql> memberships(String quote, String row) {
    TermSql sql = new TermSql(quote, row, key());
    return extras.memberships().stream()
        .map(one -> new MembershipSql(sql.name(one), sql.rows(one)))
        .toList();
  }

  /** The column that an attribute is written to; empty if it is only read. */
  public Optional<String> writtenColumn(ExtraAttribute attribute) {
    return attribute.writable() && extras.term(attribute) instanceof Term.Column column
        ? Optional.of(column.name())
        : Optional.empty();
  }

  /** Whether a column of the user's row has a part in a field, or in who is a user. */
  boolean mentions(String column) {
    return UserField.ALL.stream().anyMatch(field -> term(field).mentions(column))
        || filter.filter(condition -> condition.mentions(column)).isPresent();
  }

  /** Whether there are rows that are no users. */
  public boolean isFiltered() {
    return filter.isPresent();
  }

  /** The condition that a row is a user at all; see {@link #sql}. */
  public Optional<String> filter(String quote, String row) {
    return filter.map(condition -> new TermSql(quote, row, key()).flag(condition));
  }

  /** Columns that new rows are given values for, as SQL; see {@link #sql}. */
  public Map<String, String> newRows(String quote) {
    TermSql sql = new TermSql(quote, "", key());
    return newRows.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> sql.value(entry.getValue()),
                (one, other) -> one,
                LinkedHashMap::new));
  }
}
