package io.authservice.keycloak.account;

import io.authservice.keycloak.account.key.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field of the user, declared once: whoever stores, reads, checks, shows or asks for users goes
 * by what is said here. A table, an import and a list hold whatever fields there are; only what is
 * peculiar to one of them is said elsewhere.
 *
 * @param <T> of its values: {@link UserId}, {@link String}, {@link Boolean} or {@link Instant}
 */
public final class UserField<T extends @Nullable Object> {

  public static final UserField<UserId> ID =
      UserField.<UserId>of(Kind.KEY, UserColumns.ID, "ID").shownTo(Reader.CLIENTS).at(0);

  public static final UserField<String> USERNAME =
      text(UserColumns.USERNAME, "Username", 150)
          .shownTo(Reader.CLIENTS)
          .setBy(Writer.USERS)
          .neverBlank()
          .at(1);

  public static final UserField<String> EMAIL =
      text(UserColumns.EMAIL, "Email address", 254)
          .shownTo(Reader.CLIENTS)
          .setBy(Writer.USERS)
          .at(2);

  public static final UserField<String> FIRST_NAME =
      text(UserColumns.FIRST_NAME, "First name", 150)
          .shownTo(Reader.CLIENTS)
          .setBy(Writer.USERS)
          .at(3);

  public static final UserField<String> LAST_NAME =
      text(UserColumns.LAST_NAME, "Last name", 150)
          .shownTo(Reader.CLIENTS)
          .setBy(Writer.USERS)
          .at(4);

  public static final UserField<Boolean> ACTIVE =
      flag(UserColumns.IS_ACTIVE, "Active").shownTo(Reader.CLIENTS).setBy(Writer.STAFF).at(5);

  public static final UserField<Boolean> STAFF =
      flag(UserColumns.IS_STAFF, "Staff status").shownTo(Reader.CLIENTS).setBy(Writer.STAFF).at(6);

  public static final UserField<Boolean> SUPERUSER =
      flag(UserColumns.IS_SUPERUSER, "Superuser status")
          .shownTo(Reader.ADMINISTRATORS)
          .setBy(Writer.ADMINISTRATORS)
          .at(7);

  public static final UserField<@Nullable Instant> LAST_LOGIN =
      UserField.<@Nullable Instant>of(Kind.MOMENT, UserColumns.LAST_LOGIN, "Last login")
          .shownTo(Reader.ADMINISTRATORS)
          .orNull()
          .at(8);

  public static final UserField<Instant> DATE_JOINED =
      UserField.<Instant>of(Kind.MOMENT, UserColumns.DATE_JOINED, "Date joined")
          .shownTo(Reader.ADMINISTRATORS)
          .at(9);

  /** The hash in a row, the plain text in what is sent; in no account. */
  public static final UserField<String> PASSWORD =
      text(UserColumns.PASSWORD, "Password", 128).setBy(Writer.USERS).neverBlank().at(10);

  /** Every field, in the order in which they are shown and complained of. */
  public static final List<UserField<?>> ALL =
      List.of(
          ID,
          USERNAME,
          EMAIL,
          FIRST_NAME,
          LAST_NAME,
          ACTIVE,
          STAFF,
          SUPERUSER,
          LAST_LOGIN,
          DATE_JOINED,
          PASSWORD);

  /** Those that an {@link Account} has: all but the password. */
  public static final List<UserField<?>> OF_ACCOUNT =
      ALL.stream().filter(field -> field != PASSWORD).toList();

  /** Those that clients see, which stand before all others. */
  public static final List<UserField<?>> OF_CLIENTS =
      OF_ACCOUNT.stream().filter(field -> field.isShownTo(Reader.CLIENTS)).toList();

  /** The texts of an account. */
  public static final List<UserField<String>> TEXTS = ofKind(Kind.TEXT);

  /** The flags of an account. */
  public static final List<UserField<Boolean>> FLAGS = ofKind(Kind.FLAG);

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private final Kind kind;
  private final String column;
  private final String label;
  private final int longest;
  private final Reader reader;
  private final Writer writer;
  private final boolean blankable;
  private final boolean nullable;
  private final int place;

  UserField(UserFieldDeclaration<T> declaration, int place) {
    this.kind = declaration.kind;
    this.column = declaration.column;
    this.label = declaration.label;
    this.longest = declaration.longest;
    this.reader = declaration.reader;
    this.writer = declaration.writer;
    this.blankable = declaration.blankable;
    this.nullable = declaration.nullable;
    this.place = place;
  }

  /** What a field holds. */
  public enum Kind {
    KEY(UserId.class),
    TEXT(String.class),
    FLAG(Boolean.class),
    MOMENT(Instant.class);

    private final Class<?> type;

    Kind(Class<?> type) {
      this.type = type;
    }
  }

  /** To whom the server shows a field; each sees what those before see as well. */
  public enum Reader {
    CLIENTS,
    ADMINISTRATORS,
    NOBODY
  }

  /** Who sets a field by the API; each sets what those before set as well. */
  public enum Writer {
    USERS,
    STAFF,
    /** On their page; who of them may is the authority room's to say. */
    ADMINISTRATORS,
    NOBODY
  }

  /** The field of a column; empty for columns that are none of ours. */
  public static Optional<UserField<?>> of(String column) {
    return ALL.stream().filter(field -> field.column.equals(column)).findFirst();
  }

  public Kind kind() {
    return kind;
  }

  /** Django's name, by which tables, dumps, bodies and tokens know the field. */
  public String column() {
    return column;
  }

  /** What Django calls the field to people. */
  public String label() {
    return label;
  }

  /** Of a text, in code points. */
  public int longest() {
    return longest;
  }

  public boolean isShownTo(Reader who) {
    return reader.compareTo(who) <= 0;
  }

  public boolean isSetBy(Writer who) {
    return writer.compareTo(who) <= 0;
  }

  /** Whether there are users without it. */
  public boolean isNullable() {
    return nullable;
  }

  /** Whether a new user needs it, and none is without. */
  public boolean isRequired() {
    return !blankable;
  }

  /** Where an account keeps it. */
  int place() {
    return place;
  }

  /** The value that a row is taken to have, of what is stored in it. */
  @Nullable Object known(@Nullable Object stored) {
    return switch (kind) {
      case KEY -> stored;
      case TEXT -> stored == null ? "" : stored;
      case FLAG -> stored == null ? false : stored;
      case MOMENT ->
          stored instanceof Instant moment && isDate(moment)
              ? moment
              : nullable ? null : Account.UNKNOWN_DATE;
    };
  }

  private static boolean isDate(Instant moment) {
    return !moment.isBefore(EARLIEST) && !moment.isAfter(LATEST);
  }

  /**
   * The value, if it is one of this field.
   *
   * @throws IllegalArgumentException if it is none
   */
  @Nullable Object checked(@Nullable Object value) {
    if (value == null ? !nullable : !kind.type.isInstance(value)) {
      throw new IllegalArgumentException("No value of " + column);
    }
    return value;
  }

  @Override
  public String toString() {
    return column;
  }

  private static <T extends @Nullable Object> UserFieldDeclaration<T> of(
      Kind kind, String column, String label) {
    return new UserFieldDeclaration<>(kind, column, label);
  }

  private static UserFieldDeclaration<String> text(String column, String label, int longest) {
    UserFieldDeclaration<String> declaration = of(Kind.TEXT, column, label);
    declaration.longest = longest;
    return declaration;
  }

  private static UserFieldDeclaration<Boolean> flag(String column, String label) {
    return of(Kind.FLAG, column, label);
  }

  @SuppressWarnings("unchecked") // the kind says what the values are
  private static <T> List<UserField<T>> ofKind(Kind kind) {
    return OF_ACCOUNT.stream()
        .filter(field -> field.kind == kind)
        .map(field -> (UserField<T>) field)
        .toList();
  }
}
