package io.authservice.keycloak.api.users;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PolicyError;

/** The realm's password policy, in words a client can show. */
public final class RealmPasswordPolicy {

  /** Those that compare the password with who has it; any holds a blank name. */
  private static final Set<String> BY_NAME =
      Set.of("notUsername", "notContainsUsername", "notEmail");

  private final KeycloakSession session;
  private final ThemeWords words;

  /** In English, as the API speaks. */
  public RealmPasswordPolicy(KeycloakSession session) {
    this(session, Locale.ENGLISH);
  }

  /** In the language of whoever reads it. */
  public RealmPasswordPolicy(KeycloakSession session, Locale locale) {
    this.session = session;
    this.words = new ThemeWords(session, locale);
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

  /**
   * Everything for which somebody of this name may not have the password, but for what only the
   * user's former passwords and its e-mail would tell. It costs no hash.
   *
   * @param username blank if it is not known yet
   */
  public List<String> refusals(String username, String password) {
    return session.getContext().getRealm().getPasswordPolicy().getPolicies().stream()
        .filter(policy -> !username.isBlank() || !BY_NAME.contains(policy))
        .sorted()
        .map(policy -> session.getProvider(PasswordPolicyProvider.class, policy))
        .map(policy -> policy.validate(username, password))
        .filter(Objects::nonNull)
        .map(this::inWords)
        .toList();
  }

  private PasswordPolicyManagerProvider policy() {
    return session.getProvider(PasswordPolicyManagerProvider.class);
  }

  /** Keycloak's refusal of a password in words. */
  public String inWords(PolicyError refusal) {
    return words.of(refusal.getMessage(), refusal.getParameters());
  }

  ThemeWords words() {
    return words;
  }
}
