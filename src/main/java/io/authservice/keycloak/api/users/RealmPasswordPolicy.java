package io.authservice.keycloak.api.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;
import org.keycloak.theme.Theme;

/** The realm's password policy, in words a client can show. */
public final class RealmPasswordPolicy {

  private final KeycloakSession session;

  public RealmPasswordPolicy(KeycloakSession session) {
    this.session = session;
  }

  /** Why a new user may not have this password; empty if it may. */
  Optional<String> refusal(String username, String password) {
    return Optional.ofNullable(policy().validate(username, password)).map(this::inWords);
  }

  /** Why a user may not change to this password; empty if it may. */
  Optional<String> refusal(UserModel user, String password) {
    RealmModel realm = session.getContext().getRealm();
    return Optional.ofNullable(policy().validate(realm, user, password)).map(this::inWords);
  }

  private PasswordPolicyManagerProvider policy() {
    return session.getProvider(PasswordPolicyManagerProvider.class);
  }

  private String inWords(PolicyError refusal) {
    try {
      String pattern =
          session
              .theme()
              .getTheme(Theme.Type.LOGIN)
              .getEnhancedMessages(session.getContext().getRealm(), Locale.ENGLISH)
              .getProperty(refusal.getMessage(), refusal.getMessage());
      Object @Nullable [] parameters = refusal.getParameters();
      return new MessageFormat(pattern, Locale.ENGLISH)
          .format(parameters == null ? new Object[0] : parameters);
    } catch (IOException failure) {
      throw new UncheckedIOException("The login theme's messages cannot be read", failure);
    }
  }
}
