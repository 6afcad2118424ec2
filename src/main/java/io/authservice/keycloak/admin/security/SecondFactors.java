package io.authservice.keycloak.admin.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/** What users prove themselves by beside the password: one-time codes, keys, recovery codes. */
public final class SecondFactors {

  private static final Set<String> PASSWORDS =
      Set.of(PasswordCredentialModel.TYPE, PasswordCredentialModel.PASSWORD_HISTORY);

  private SecondFactors() {}

  /** All that the user has. */
  public static List<CredentialModel> of(UserModel user) {
    return user.credentialManager()
        .getStoredCredentialsStream()
        .filter(credential -> !PASSWORDS.contains(credential.getType()))
        .toList();
  }

  /** One of the user's own: Keycloak's storage would find anybody's by its id. */
  static Optional<CredentialModel> find(UserModel user, String id) {
    return of(user).stream().filter(credential -> id.equals(credential.getId())).findFirst();
  }
}
