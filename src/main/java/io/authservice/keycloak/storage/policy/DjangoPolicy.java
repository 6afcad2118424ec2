package io.authservice.keycloak.storage.policy;

import io.authservice.keycloak.account.UserColumns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyProvider;
import org.keycloak.policy.PolicyError;

/** Asks a validator of Django's. */
final class DjangoPolicy implements PasswordPolicyProvider {

  private final KeycloakContext context;
  private final DjangoValidator validator;

  DjangoPolicy(KeycloakContext context, DjangoValidator validator) {
    this.context = context;
    this.validator = validator;
  }

  @Override
  public @Nullable PolicyError validate(RealmModel realm, UserModel user, String password) {
    Map<String, String> known = new LinkedHashMap<>();
    known.put(UserColumns.USERNAME, Objects.toString(user.getUsername(), ""));
    known.put(UserColumns.FIRST_NAME, Objects.toString(user.getFirstName(), ""));
    known.put(UserColumns.LAST_NAME, Objects.toString(user.getLastName(), ""));
    known.put(UserColumns.EMAIL, Objects.toString(user.getEmail(), ""));
    return refusal(realm, known, password);
  }

  /** Of who has no account yet, Keycloak tells the name alone. */
  @Override
  public @Nullable PolicyError validate(@Nullable String username, String password) {
    return refusal(
        context.getRealm(), Map.of(UserColumns.USERNAME, Objects.toString(username, "")), password);
  }

  private @Nullable PolicyError refusal(
      RealmModel realm, Map<String, String> known, String password) {
    return validator
        .refusal(realm.getPasswordPolicy().getPolicyConfig(validator.id()), known, password)
        .orElse(null);
  }

  @Override
  public @Nullable Object parseConfig(@Nullable String value) {
    String said = value == null || value.isBlank() ? validator.usual() : value.strip();
    return said == null ? null : validator.read(said);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
