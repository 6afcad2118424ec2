package io.authservice.keycloak.storage.identity;

import io.authservice.keycloak.wire.field.EmailAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.UserModel;
import org.keycloak.utils.EmailValidationUtil;
import org.keycloak.validate.SimpleValidator;
import org.keycloak.validate.ValidationContext;
import org.keycloak.validate.ValidationError;
import org.keycloak.validate.ValidatorConfig;
import org.keycloak.validate.validators.EmailValidator;

/**
 * Takes e-mails on Keycloak's pages by the rules of the API, which are Django's beside Keycloak's
 * own: an address that one door takes is not to be refused at the other. Who has an address keeps
 * it: a login looks at it again.
 */
public final class EmailAddressValidator implements SimpleValidator {

  /** As user profiles name it. */
  private static final String ID = "auth-service-email";

  /** Keycloak leaves it to profiles how long the part before the @ may be. */
  private static final int ANY_LENGTH = Integer.MAX_VALUE;

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public ValidationContext validate(
      Object input, String inputHint, ValidationContext context, ValidatorConfig config) {
    Collection<?> emails = input instanceof Collection<?> several ? several : List.of(input);
    Optional<String> own = EditedUser.own(context, UserModel::getEmail);
    for (Object email : emails) {
      if (email instanceof String text && isRefused(text) && !own.equals(Optional.of(text))) {
        context.addError(
            new ValidationError(ID, inputHint, EmailValidator.MESSAGE_INVALID_EMAIL, text));
      }
    }
    return context;
  }

  /** What Keycloak refuses itself is said once. */
  private static boolean isRefused(String text) {
    return !text.isBlank()
        && !EmailAddress.isValid(text)
        && EmailValidationUtil.isValidEmail(text, ANY_LENGTH);
  }
}
