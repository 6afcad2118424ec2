package io.authservice.keycloak.migration.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.RowImport;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.check.OutcomeCounts;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.storage.identity.AccountSecured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some users beside those that are there already: what is to be added, changed and left alone. */
public final class UserBatch {

  private final ImportOptions.Existing policy;
  private final NameConflicts neighbours;
  private final List<Noted> noted = new ArrayList<>();
  private final List<UserRow> added = new ArrayList<>();
  private final List<UserRow> changed = new ArrayList<>();
  private final Map<UserId, AccountSecured.Cause> secured = new LinkedHashMap<>();
  private final List<UserId> newEmails = new ArrayList<>();
  private int same;
  private int kept;
  private int refused;

  /** Compares them; nothing is written before {@link #write}. */
  public UserBatch(
      List<UserRow> users,
      RowImport stored,
      NameConflicts neighbours,
      ImportOptions.Existing policy) {
    this.policy = policy;
    this.neighbours = neighbours;
    Map<UserId, UserRow> byId = new HashMap<>();
    Map<String, UserRow> byName = new HashMap<>();
    for (UserRow row :
        stored.users(
            users.stream().map(user -> user.account().id()).toList(),
            users.stream().map(user -> user.account().username()).toList())) {
      byId.put(row.account().id(), row);
      byName.put(lower(row.account()), row);
    }
    for (UserRow user : users) {
      UserRow sameId = byId.get(user.account().id());
      compare(
          sameId == null ? user : StoredDates.kept(user, sameId),
          sameId,
          byName.get(lower(user.account())));
    }
  }

  private void compare(UserRow user, @Nullable UserRow sameId, @Nullable UserRow sameName) {
    if (sameId != null && !sameId.account().username().equals(user.account().username())) {
      refuse(user, Problem.ID_TAKEN, "A user of another name has this id here already");
    } else if (sameId == null && sameName != null) {
      refuse(
          user,
          Problem.NAME_TAKEN,
          "User "
              + sameName.account().id()
              + " has this name here, or one that differs in letter case only");
    } else if (sameId == null) {
      neighbours
          .refusalOf(user.account(), true)
          .ifPresentOrElse(refusal -> refuse(user, refusal), () -> added.add(user));
    } else if (sameId.equals(user)) {
      same++;
    } else if (policy == ImportOptions.Existing.UPDATE) {
      neighbours
          .refusalOf(user.account(), false)
          .ifPresentOrElse(refusal -> refuse(user, refusal), () -> change(sameId, user));
    } else {
      kept++;
      note(user, Problem.DIFFERS, "Is here already, differs, and is kept as it is");
    }
  }

  private void change(UserRow before, UserRow after) {
    changed.add(after);
    noteSecured(before, after);
    if (!LetterCase.isAllThatDiffers(before.account().email(), after.account().email())) {
      newEmails.add(after.account().id());
    }
  }

  private void noteSecured(UserRow before, UserRow after) {
    if (before.account().active() && !after.account().active()) {
      secured.put(after.account().id(), AccountSecured.Cause.DEACTIVATION);
    } else if (!before.password().equals(after.password())) {
      secured.put(after.account().id(), AccountSecured.Cause.NEW_PASSWORD);
    }
  }

  private void refuse(UserRow user, NameConflicts.Refusal refusal) {
    refuse(user, refusal.problem(), refusal.detail());
  }

  private void refuse(UserRow user, Problem problem, String detail) {
    refused++;
    note(user, problem, detail);
  }

  private void note(UserRow user, Problem problem, String detail) {
    noted.add(new Noted(problem, user.account(), detail));
  }

  private static String lower(Account account) {
    return LetterCase.ignored(account.username());
  }

  /** The users, by id, who must not stay logged in once they are written. */
  public Map<UserId, AccountSecured.Cause> secured() {
    return secured;
  }

  /** The users, by id, who are given another e-mail. */
  public List<UserId> newEmails() {
    return newEmails;
  }

  /** Whether users who are there already are overwritten. */
  public boolean changesUsers() {
    return !changed.isEmpty();
  }

  public void write(RowImport tables) {
    tables.addUsers(added);
    tables.updateUsers(changed);
  }

  private record Noted(Problem problem, Account account, String detail) {}

  /** Notes everything that was found. */
  public void note(Findings findings) {
    noted.forEach(found -> note(found, findings));
  }

  /** Notes what keeps users out; all else was noted when they were first looked at. */
  public void noteErrors(Findings findings) {
    noted.stream()
        .filter(found -> found.problem().isError())
        .forEach(found -> note(found, findings));
  }

  private static void note(Noted found, Findings findings) {
    findings.add(
        found.problem(),
        Kind.USER,
        found.account().id().toString(),
        found.account().username(),
        found.detail());
  }

  /** Adds up what became of the users. */
  public void count(OutcomeCounts counts) {
    counts.add(added.size(), changed.size(), same, kept, refused);
  }
}
