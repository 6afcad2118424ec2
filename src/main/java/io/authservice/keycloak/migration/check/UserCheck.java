package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.source.ForeignKey;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.password.DjangoPasswords;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks users against the columns they go into and against the users before them in the source,
 * and puts their references in place. Ask it about every user once, in order.
 */
public final class UserCheck {

  /** The largest id that every reader of JSON keeps exactly (RFC 8259, section 6). */
  private static final long ID_LIMIT = (1L << 53) - 1;

  /** An unusable password of Django's: it matches nothing, and no hasher writes it. */
  private static final String UNUSABLE = "!";

  /** Django's {@code UnicodeUsernameValidator}. */
  private static final Pattern USUAL_USERNAME =
      Pattern.compile("[\\w.@+-]+", Pattern.UNICODE_CHARACTER_CLASS);

  private final GroupCatalog catalog;
  private final DjangoPasswords passwords;
  private final ImportOptions.RawPasswords rawPasswords;
  private final boolean logsInByEmail;
  private final Findings findings;
  private final UserNumbers numbers = new UserNumbers();
  private final LongMap ids = new LongMap();
  private final LongMap names = new LongMap();
  private final LongMap emails = new LongMap();
  private final boolean settled;
  private @Nullable UserIdKind kind;
  private long highestId;

  /**
   * Has seen no user yet.
   *
   * @param kind what the ids of the realm's users are; empty if there are none yet, and the first
   *     user of the source says
   * @param logsInByEmail whether the realm takes an e-mail for a name at login
   */
  public UserCheck(
      GroupCatalog catalog,
      DjangoPasswords passwords,
      ImportOptions.RawPasswords rawPasswords,
      Optional<UserIdKind> kind,
      boolean logsInByEmail,
      Findings findings) {
    this.catalog = catalog;
    this.passwords = passwords;
    this.rawPasswords = rawPasswords;
    this.settled = kind.isPresent();
    this.kind = kind.orElse(null);
    this.logsInByEmail = logsInByEmail;
    this.findings = findings;
  }

  /** The row to store; empty if the user is to be left out, for a reason that is noted. */
  public Optional<UserRow> checked(SourceRow.User user) {
    Account account = user.account();
    if (!user.numbered()) {
      findings.add(
          Problem.NO_ID,
          Kind.USER,
          "",
          account.username(),
          "The user has no id: write the dump without --natural-primary");
      return Optional.empty();
    }
    ColumnCheck texts =
        new ColumnCheck(findings, Kind.USER, account.id().toString(), account.username());
    checkKind(account.id(), texts);
    if (!texts.fit()) {
      return Optional.empty();
    }
    long id = numbers.number(account.id());
    UserField.TEXTS.forEach(
        field -> texts.column(field.column(), account.get(field), field.longest()));
    texts.column(UserField.PASSWORD.column(), user.password(), UserField.PASSWORD.longest());
    checkId(account.id(), id, texts);
    checkUsername(account.username(), id, texts);
    checkMistakes(account, id, texts);
    String password = checkedPassword(user.password(), texts);
    if (!texts.fit()) {
      return Optional.empty();
    }
    checkEmail(account.email(), id, texts);
    if (kind == UserIdKind.INTEGER) {
      highestId = Math.max(highestId, id);
    }
    return Optional.of(row(user, password));
  }

  private UserRow row(SourceRow.User user, String password) {
    return new UserRow(
        user.account(),
        password,
        resolved(user, "group", user.memberOf(), catalog::group),
        resolved(user, "permission", user.permissions(), catalog::permission));
  }

  private void checkKind(UserId id, ColumnCheck texts) {
    UserIdKind own = UserIdKind.of(id);
    if (kind == null) {
      kind = own;
    } else if (kind != own) {
      texts.complain(
          Problem.BAD_ID,
          (own == UserIdKind.UUID ? "The id is a UUID" : "The id is an integer")
              + (settled ? ", and the users of the realm have " : ", and others of the source are ")
              + kind.plural());
    }
  }

  private void checkId(UserId id, long number, ColumnCheck texts) {
    if (id instanceof UserId.Whole && (number < 1 || number > ID_LIMIT)) {
      texts.complain(Problem.BAD_ID, "The id is not from 1 to " + ID_LIMIT);
    } else if (ids.putIfAbsent(number, number).isPresent()) {
      texts.complain(Problem.DUPLICATE_ID, "Another user of the source has this id");
    }
  }

  private void checkUsername(String username, long id, ColumnCheck texts) {
    if (username.isBlank()) {
      texts.complain(Problem.BAD_USERNAME, "The username is blank");
      return;
    }
    OptionalLong other = names.putIfAbsent(Fingerprint.ignoringCase(username), id);
    if (other.isPresent()) {
      texts.complain(
          Problem.CASE_COLLISION,
          "User " + named(other) + " has this name, or one that differs in letter case only");
    } else if (!USUAL_USERNAME.matcher(username).matches()) {
      texts.complain(
          Problem.UNUSUAL_USERNAME,
          "Django's own forms would refuse the username; the login page may ask for another");
    }
  }

  private UserId named(OptionalLong number) {
    return numbers.id(number.orElseThrow());
  }

  private void checkMistakes(Account account, long id, ColumnCheck texts) {
    if (!logsInByEmail) {
      return;
    }
    Stream.concat(
            emails.get(Fingerprint.ignoringCase(account.username())).stream().boxed(),
            account.email().isBlank()
                ? Stream.empty()
                : names.get(Fingerprint.ignoringCase(account.email())).stream().boxed())
        .filter(other -> other != id)
        .findFirst()
        .ifPresent(
            other ->
                texts.complain(
                    Problem.NAME_IS_EMAIL,
                    "The name is the e-mail of user "
                        + numbers.id(other)
                        + ", or the e-mail the name; the realm logs in by either"));
  }

  private void checkEmail(String email, long id, ColumnCheck texts) {
    if (email.isBlank()) {
      texts.complain(Problem.BLANK_EMAIL, "No e-mail: the password cannot be reset by one");
      return;
    }
    OptionalLong other = emails.putIfAbsent(Fingerprint.ignoringCase(email), id);
    if (other.isPresent()) {
      texts.complain(Problem.DUPLICATE_EMAIL, "User " + named(other) + " has the same e-mail");
    }
  }

  private String checkedPassword(String password, ColumnCheck texts) {
    switch (PasswordState.of(password, passwords)) {
      case ACCEPTED, UNUSABLE -> {}
      case BLANK -> texts.complain(Problem.BLANK_PASSWORD, "No password: nobody can log in");
      case REFUSED ->
          texts.complain(
              Problem.REFUSED_HASH,
              "The password's hash is damaged, too costly or of a refused format: it will not match");
      case UNKNOWN ->
          texts.complain(
              Problem.UNKNOWN_HASHER,
              "No hasher of Django's wrote the password: it will not match");
      case RAW -> {
        if (rawPasswords == ImportOptions.RawPasswords.UNUSABLE) {
          texts.complain(
              Problem.PASSWORD_MADE_UNUSABLE,
              "The password was stored unhashed and is not taken over");
          return UNUSABLE;
        }
        texts.complain(Problem.RAW_PASSWORD, "The password is stored unhashed");
      }
    }
    return password;
  }

  /** What is missing is noted, and the rest of the user kept. */
  private Set<Long> resolved(
      SourceRow.User user,
      String what,
      List<ForeignKey> references,
      Function<ForeignKey, OptionalLong> resolving) {
    Set<Long> resolved = new HashSet<>();
    for (ForeignKey reference : references) {
      resolving
          .apply(reference)
          .ifPresentOrElse(
              resolved::add,
              () ->
                  findings.add(
                      Problem.MISSING_REFERENCE,
                      Kind.USER,
                      user.account().id().toString(),
                      user.account().username(),
                      "There is no " + what + " " + reference.described()));
    }
    return resolved;
  }

  /** What the ids of the users are who passed; empty if there was none at all. */
  public Optional<UserIdKind> kind() {
    return Optional.ofNullable(kind);
  }

  /** Nought if no user passed, and for UUIDs. */
  public long highestId() {
    return highestId;
  }
}
