package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.storage.identity.ProfileTexts;
import java.util.List;
import org.keycloak.models.UserModel;

/** Users whom the realm's user profile would stop at their first login, as reports name them. */
final class ProfileFindings {

  private final ProfileTexts profile;
  private final Findings findings;

  ProfileFindings(ProfileTexts profile, Findings findings) {
    this.profile = profile;
    this.findings = findings;
  }

  void note(List<UserRow> users) {
    for (UserRow user : users) {
      Account account = user.account();
      note(account, UserColumns.USERNAME, UserModel.USERNAME, account.username());
      note(account, UserColumns.EMAIL, UserModel.EMAIL, account.email());
      note(account, UserColumns.FIRST_NAME, UserModel.FIRST_NAME, account.firstName());
      note(account, UserColumns.LAST_NAME, UserModel.LAST_NAME, account.lastName());
    }
  }

  private void note(Account account, String column, String attribute, String text) {
    if (profile.complaint(attribute, text).isPresent()) {
      findings.add(
          Problem.REFUSED_BY_PROFILE,
          Kind.USER,
          Long.toString(account.id()),
          account.username(),
          "The realm's user profile refuses " + column + ": the first login asks for another");
    }
  }
}
