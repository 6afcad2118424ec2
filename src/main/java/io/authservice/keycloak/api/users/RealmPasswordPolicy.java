package io.authservice.keycloak.api.users;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;

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

  String inWords(PolicyError refusal) {
    return new ThemeWords(session).of(refusal.getMessage(), refusal.getParameters());
  }
}
