package io.authservice.keycloak.migration.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.persistence.keycloak.NativeUsers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The realm's other users, whom those of an import must not be taken for: those that Keycloak keeps
 * itself, service accounts among them, and, where the realm logs in by e-mail, whoever's name is
 * another's e-mail.
 */
public final class NameConflicts {

  private final List<Account> bearers;
  private final Set<String> nativeNames;
  private final Set<String> nativeTexts;

  private NameConflicts(List<Account> bearers, Set<String> nativeNames, Set<String> nativeTexts) {
    this.bearers = bearers;
    this.nativeNames = nativeNames;
    this.nativeTexts = nativeTexts;
  }

  /** Why a user is refused. */
  record Refusal(Problem problem, String detail) {}

  /** Looks for those of some users: one statement, and three more where e-mails are names. */
  public static NameConflicts of(KeycloakSession session, RowImport stored, List<UserRow> users) {
    RealmModel realm = session.getContext().getRealm();
    NativeUsers natives = new NativeUsers(session, realm.getId());
    Set<String> names = new HashSet<>();
    Set<String> emails = new HashSet<>();
    for (UserRow user : users) {
      names.add(user.account().username());
      emails.add(user.account().email());
    }
    Set<String> nativeNames = natives.namesAmong(names);
    if (!realm.isLoginWithEmailAllowed()) {
      return new NameConflicts(List.of(), nativeNames, Set.of());
    }
    emails.removeIf(String::isBlank);
    Set<String> nativeTexts = new HashSet<>(natives.emailsAmong(names));
    nativeTexts.addAll(natives.namesAmong(emails));
    return new NameConflicts(stored.bearers(names, emails), nativeNames, nativeTexts);
  }

  /**
   * Why the user must not be written.
   *
   * @param added whether it is not there yet
   */
  Optional<Refusal> refusalOf(Account user, boolean added) {
    String name = LetterCase.ignored(user.username());
    String email = LetterCase.ignored(user.email());
    if (added && nativeNames.contains(name)) {
      return Optional.of(
          new Refusal(
              Problem.NAME_TAKEN,
              "Keycloak itself keeps a user, or a service account, of this name here"));
    }
    boolean mistaken =
        nativeTexts.contains(name)
            || nativeTexts.contains(email)
            || bearers.stream()
                .filter(other -> !other.id().equals(user.id()))
                .anyMatch(
                    other ->
                        LetterCase.ignored(other.email()).equals(name)
                            || LetterCase.ignored(other.username()).equals(email));
    return mistaken
        ? Optional.of(
            new Refusal(
                Problem.NAME_IS_EMAIL,
                "The name is the e-mail of another user here, or the e-mail another's name; the"
                    + " realm logs in by either"))
        : Optional.empty();
  }
}
