package io.authservice.keycloak.storage.identity;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PasswordPolicyProviderFactory;

/** What a realm asks of passwords, in the order in which whoever chooses one is told. */
public final class PasswordRules {

  /** The key of a rule's sentence, before the id of its policy. */
  public static final String KEY = "authServicePasswordRule.";

  /** In their order; those of other makers come after them. */
  public static final List<String> KNOWN =
      List.of(
          "djangoUserAttributeSimilarity",
          "djangoMinimumLength",
          "djangoCommonPassword",
          "djangoNumericPassword",
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
  public static final Set<String> OF_THE_SERVER =
      Set.of("hashAlgorithm", "hashIterations", "maxAuthAge", "recoveryCodesWarningThreshold");

  private static final Set<String> OF_FORMER_PASSWORDS = Set.of("passwordHistory", "passwordAge");
  private static final Set<String> OF_WHAT_COMES_LATER = Set.of("forceExpiredPasswordChange");

  private PasswordRules() {}

  /**
   * One of them.
   *
   * @param id of its policy
   * @param value a number or a text; blank for none
   */
  public record Rule(String id, Object value) {

    /** Whether there is a sentence for it. */
    public boolean isKnown() {
      return KNOWN.contains(id);
    }

    /** Whether it asks nothing of who has had no password yet. */
    public boolean isOfFormerPasswords() {
      return OF_FORMER_PASSWORDS.contains(id);
    }

    /** Whether a password can be refused by it. */
    public boolean canRefuse() {
      return !OF_WHAT_COMES_LATER.contains(id);
    }

    /** What the maker of its policy calls it. */
    public String name(KeycloakSession session) {
      return session
                  .getKeycloakSessionFactory()
                  .getProviderFactory(PasswordPolicyProvider.class, id)
              instanceof PasswordPolicyProviderFactory factory
          ? factory.getDisplayName()
          : id;
    }

    private int place() {
      return isKnown() ? KNOWN.indexOf(id) : KNOWN.size();
    }
  }

  public static List<Rule> of(RealmModel realm) {
    PasswordPolicy policy = realm.getPasswordPolicy();
    return policy.getPolicies().stream()
        .filter(id -> !OF_THE_SERVER.contains(id))
        .map(id -> new Rule(id, said(policy.getPolicyConfig(id))))
        .sorted(Comparator.comparing(Rule::place).thenComparing(Rule::id))
        .toList();
  }

  private static Object said(@Nullable Object value) {
    return value instanceof Integer ? value : Objects.toString(value, "");
  }
}
