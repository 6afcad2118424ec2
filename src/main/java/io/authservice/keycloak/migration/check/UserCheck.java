package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
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

  /** As some hasher's output begins, though none that is known. */
  private static final Pattern ENCODED = Pattern.compile("[a-z0-9_]+\\$.+\\$.+", Pattern.DOTALL);

  private final GroupCatalog catalog;
  private final DjangoPasswords passwords;
  private final ImportOptions.RawPasswords rawPasswords;
  private final boolean logsInByEmail;
  private final Findings findings;
  private final LongMap ids = new LongMap();
  private final LongMap names = new LongMap();
  private final LongMap emails = new LongMap();
  private long highestId;

  /**
   * Has seen no user yet.
   *
   * @param logsInByEmail whether the realm takes an e-mail for a name at login
   */
  public UserCheck(
      GroupCatalog catalog,
      DjangoPasswords passwords,
      ImportOptions.RawPasswords rawPasswords,
      boolean logsInByEmail,
      Findings findings) {
    this.catalog = catalog;
    this.passwords = passwords;
    this.rawPasswords = rawPasswords;
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
    if (!(account.id() instanceof UserId.Whole key)) {
      texts.complain(Problem.BAD_ID, "The id is a UUID: only users with integer ids are imported");
      return Optional.empty();
    }
    long id = key.number();
    UserField.TEXTS.forEach(
        field -> texts.column(field.column(), account.get(field), field.longest()));
    texts.column(UserField.PASSWORD.column(), user.password(), UserField.PASSWORD.longest());
    checkId(id, texts);
    checkUsername(account.username(), id, texts);
    checkMistakes(account, id, texts);
    String password = checkedPassword(user.password(), texts);
    if (!texts.fit()) {
      return Optional.empty();
    }
    checkEmail(account.email(), id, texts);
    highestId = Math.max(highestId, id);
    return Optional.of(row(user, password));
  }

  private UserRow row(SourceRow.User user, String password) {
    return new UserRow(
        user.account(),
        password,
        resolved(user, "group", user.groups(), catalog::group),
        resolved(user, "permission", user.permissions(), catalog::permission));
  }

  private void checkId(long id, ColumnCheck texts) {
    if (id < 1 || id > ID_LIMIT) {
      texts.complain(Problem.BAD_ID, "The id is not from 1 to " + ID_LIMIT);
    } else if (ids.putIfAbsent(id, id).isPresent()) {
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
          "User " + other.getAsLong() + " has this name, or one that differs in letter case only");
    } else if (!USUAL_USERNAME.matcher(username).matches()) {
      texts.complain(
          Problem.UNUSUAL_USERNAME,
          "Django's own forms would refuse the username; the login page may ask for another");
    }
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
                        + other
                        + ", or the e-mail the name; the realm logs in by either"));
  }

  private void checkEmail(String email, long id, ColumnCheck texts) {
    if (email.isBlank()) {
      texts.complain(Problem.BLANK_EMAIL, "No e-mail: the password cannot be reset by one");
      return;
    }
    OptionalLong other = emails.putIfAbsent(Fingerprint.ignoringCase(email), id);
    if (other.isPresent()) {
      texts.complain(Problem.DUPLICATE_EMAIL, "User " + other.getAsLong() + " has the same e-mail");
    }
  }

  private String checkedPassword(String password, ColumnCheck texts) {
    if (password.startsWith("!")) {
      return password;
    }
    if (password.isEmpty()) {
      texts.complain(Problem.BLANK_PASSWORD, "No password: nobody can log in");
    } else if (passwords.algorithmOf(password).isPresent()) {
      if (!passwords.isUsable(password)) {
        texts.complain(
            Problem.REFUSED_HASH,
            "The password's hash is damaged, too costly or of a refused format: it will not match");
      }
    } else if (ENCODED.matcher(password).matches()) {
      texts.complain(
          Problem.UNKNOWN_HASHER, "No hasher of Django's wrote the password: it will not match");
    } else if (rawPasswords == ImportOptions.RawPasswords.UNUSABLE) {
      texts.complain(
          Problem.PASSWORD_MADE_UNUSABLE, "The password was stored unhashed and is not taken over");
      return UNUSABLE;
    } else {
      texts.complain(Problem.RAW_PASSWORD, "The password is stored unhashed");
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

  /** Nought if no user passed. */
  public long highestId() {
    return highestId;
  }
}
