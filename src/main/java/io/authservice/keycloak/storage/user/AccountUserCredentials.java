package io.authservice.keycloak.storage.user;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.UserCredentialManager;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Looks nothing up for a user of a page that is known to have no such credential. */
final class AccountUserCredentials extends UserCredentialManager {

  private final Supplier<@Nullable List<String>> storedTypes;
  private final Runnable forgetting;

  /**
   * The credentials of one user.
   *
   * @param storedTypes the types of what is stored beside the password column; null if not known
   * @param forgetting makes them unknown
   */
  AccountUserCredentials(
      KeycloakSession session,
      RealmModel realm,
      FederatedUser user,
      Supplier<@Nullable List<String>> storedTypes,
      Runnable forgetting) {
    super(session, realm, user);
    this.storedTypes = storedTypes;
    this.forgetting = forgetting;
  }

  @Override
  public CredentialModel createStoredCredential(CredentialModel credential) {
    forgetting.run();
    return super.createStoredCredential(credential);
  }

  @Override
  public Stream<CredentialModel> getStoredCredentialsStream() {
    List<String> types = storedTypes.get();
    return types != null && types.isEmpty() ? Stream.empty() : super.getStoredCredentialsStream();
  }

  @Override
  public Stream<CredentialModel> getStoredCredentialsByTypeStream(String type) {
    List<String> types = storedTypes.get();
    return types != null && !types.contains(type)
        ? Stream.empty()
        : super.getStoredCredentialsByTypeStream(type);
  }
}
