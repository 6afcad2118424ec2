package io.authservice.keycloak.storage.identity;

import io.authservice.keycloak.storage.remains.UserBinding;
import io.authservice.keycloak.storage.user.AccountUser;
import java.util.Set;
import org.keycloak.storage.adapter.AbstractUserAdapterFederatedStorage;

/**
 * What the server notes about a user among the attributes in federated storage. Nobody sees these,
 * nor sets them as one sets attributes, whatever the realm's user profile allows.
 */
public final class ServerAttributes {

  /** Whose the rest is; see {@link UserBinding}. */
  public static final String BOND = "auth-service.bond";

  /** The e-mail that was verified; see {@link VerifiedEmail}. */
  public static final String VERIFIED_EMAIL = "auth-service.verified-email";

  /**
   * The e-mail that is not verified, whatever the users' database says of the user: the server
   * wrote it there, or was told so.
   */
  public static final String UNVERIFIED_EMAIL = "auth-service.unverified-email";

  /** Set while the server itself bars the user; see {@link AccountUser#isEnabled}. */
  public static final String LOCKED = "auth-service.locked";

  /** When the password was set, in milliseconds; see {@link PasswordHistory}. */
  public static final String PASSWORD_SET = "auth-service.password-set";

  /**
   * Hashes of former passwords, each behind the time it was set at; see {@link PasswordHistory}.
   */
  public static final String FORMER_PASSWORDS = "auth-service.former-passwords";

  /** As Keycloak notes that some e-mail was verified, it does not say which. */
  public static final String LEGACY_VERIFIED =
      AbstractUserAdapterFederatedStorage.EMAIL_VERIFIED_ATTRIBUTE;

  private static final String OURS = "auth-service.";

  private static final Set<String> KEYCLOAKS =
      Set.of(
          LEGACY_VERIFIED,
          // Since when tokens count: JpaUserFederatedStorageProvider.
          "fedNotBefore");

  private ServerAttributes() {}

  public static boolean has(String name) {
    return name.startsWith(OURS) || KEYCLOAKS.contains(name);
  }
}
