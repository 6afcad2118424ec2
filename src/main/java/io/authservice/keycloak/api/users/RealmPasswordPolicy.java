package io.authservice.keycloak.api.users;

import io.authservice.keycloak.storage.identity.PasswordRules;
import io.authservice.keycloak.storage.policy.DjangoValidator;
import io.authservice.keycloak.wire.error.FieldError;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
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

  /** Everything for which a user may not change to this password. */
  List<FieldError> refusals(UserModel user, String password) {
    RealmModel realm = session.getContext().getRealm();
    return refusals(rule -> true, policy -> policy.validate(realm, user, password));
  }

  /**
   * Everything for which somebody of this name may not have the password, but for what only the
   * user's former passwords and its e-mail would tell. It costs no hash.
   *
   * @param username blank if it is not known yet
   */
  public List<FieldError> refusals(String username, String password) {
    return refusals(
        rule -> !username.isBlank() || !BY_NAME.contains(rule),
        policy -> policy.validate(username, password));
  }

  private List<FieldError> refusals(
      Predicate<String> asked, Function<PasswordPolicyProvider, @Nullable PolicyError> answer) {
    return PasswordRules.of(session.getContext().getRealm()).stream()
        .map(PasswordRules.Rule::id)
        .filter(asked)
        .map(policy -> session.getProvider(PasswordPolicyProvider.class, policy))
        .map(answer)
        .filter(Objects::nonNull)
        .map(this::inWords)
        .toList();
  }

  /** Keycloak's refusal of a password in words. */
  FieldError inWords(PolicyError refusal) {
    return new FieldError(
        DjangoValidator.codeOf(refusal), words.of(refusal.getMessage(), refusal.getParameters()));
  }

  ThemeWords words() {
    return words;
  }
}
