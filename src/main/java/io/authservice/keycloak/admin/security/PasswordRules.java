package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.api.users.ThemeWords;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PasswordPolicyProviderFactory;

/** What the realm asks of passwords, as sentences for whoever chooses one. */
final class PasswordRules {

  /** The key of a sentence, before the name of the policy. */
  static final String KEY = "authServicePasswordRule.";

  /** In the order in which they are told; those of other makers come after them. */
  static final List<String> KNOWN =
      List.of(
          "length",
          "maxLength",
          "digits",
          "lowerCase",
          "upperCase",
          "specialChars",
          "notUsername",
          "notContainsUsername",
          "notEmail",
          "regexPattern",
          "passwordBlacklist",
          "passwordHistory",
          "passwordAge",
          "forceExpiredPasswordChange");

  /**
   * Policies that ask nothing of a password, but say how it is kept or what comes after a login.
   */
  static final Set<String> OF_THE_SERVER =
      Set.of("hashAlgorithm", "hashIterations", "maxAuthAge", "recoveryCodesWarningThreshold");

  private final KeycloakSession session;
  private final ThemeWords words;

  PasswordRules(KeycloakSession session, ThemeWords words) {
    this.session = session;
    this.words = words;
  }

  /** One sentence for each policy of the realm, with its value. */
  List<String> inWords() {
    PasswordPolicy policy = session.getContext().getRealm().getPasswordPolicy();
    return policy.getPolicies().stream()
        .filter(id -> !OF_THE_SERVER.contains(id))
        .sorted(Comparator.comparing(PasswordRules::place).thenComparing(id -> id))
        .map(id -> inWords(id, policy.getPolicyConfig(id)))
        .toList();
  }

  private static int place(String id) {
    int place = KNOWN.indexOf(id);
    return place < 0 ? KNOWN.size() : place;
  }

  private String inWords(String id, @Nullable Object value) {
    if (KNOWN.contains(id)) {
      Object said = value instanceof Integer ? value : String.valueOf(value);
      return words.of(KEY + id, new Object[] {said});
    }
    String name = name(id);
    return value == null ? name : name + ": " + value;
  }

  private String name(String id) {
    return session.getKeycloakSessionFactory().getProviderFactory(PasswordPolicyProvider.class, id)
            instanceof PasswordPolicyProviderFactory factory
        ? factory.getDisplayName()
        : id;
  }
}
