package io.authservice.keycloak.migration.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.check.Findings;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.storage.identity.ProfileTexts;
import io.authservice.keycloak.storage.identity.UserAttributes;
import java.util.List;

/** Users whom the realm's user profile would stop at their first login, as reports name them. */
public final class ProfileFindings {

  private final ProfileTexts profile;
  private final Findings findings;

  /** Of nobody yet. */
  public ProfileFindings(ProfileTexts profile, Findings findings) {
    this.profile = profile;
    this.findings = findings;
  }

  /** Notes what the profile says of each. */
  public void note(List<UserRow> users) {
    for (UserRow user : users) {
      UserField.TEXTS.forEach(field -> note(user.account(), field));
    }
  }

  private void note(Account account, UserField<String> field) {
    if (profile.complaint(UserAttributes.nameOf(field), account.get(field)).isPresent()) {
      findings.add(
          Problem.REFUSED_BY_PROFILE,
          Kind.USER,
          account.id().toString(),
          account.username(),
          "The realm's user profile refuses "
              + field.column()
              + ": the first login asks for another");
    }
  }
}
