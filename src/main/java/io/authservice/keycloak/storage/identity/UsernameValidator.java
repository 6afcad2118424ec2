package io.authservice.keycloak.storage.identity;

import java.util.Collection;
import java.util.List;
import org.keycloak.models.UserModel;
import org.keycloak.validate.SimpleValidator;
import org.keycloak.validate.ValidationContext;
import org.keycloak.validate.ValidationError;
import org.keycloak.validate.ValidatorConfig;

/**
 * Keeps people from names like those of service accounts, by every door that Keycloak's user
 * profile guards: Keycloak would keep such users itself, past every storage, so that they had no
 * number. Who has such a name keeps it: service accounts, and whom Django let have one.
 */
public final class UsernameValidator implements SimpleValidator {

  /** As user profiles name it. */
  public static final String ID = "auth-service-username";

  private static final String TAKEN = "usernameExistsMessage";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public ValidationContext validate(
      Object input, String inputHint, ValidationContext context, ValidatorConfig config) {
    Collection<?> names = input instanceof Collection<?> several ? several : List.of(input);
    boolean taken =
        names.stream()
            .anyMatch(name -> name instanceof String text && LoginNames.isOfServiceAccounts(text));
    boolean kept =
        EditedUser.own(context, UserModel::getUsername).filter(names::contains).isPresent();
    if (taken && !kept) {
      context.addError(new ValidationError(ID, inputHint, TAKEN));
    }
    return context;
  }
}
