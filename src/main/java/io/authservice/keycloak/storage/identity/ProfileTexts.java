package io.authservice.keycloak.storage.identity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.validate.ValidationContext;
import org.keycloak.validate.ValidationError;
import org.keycloak.validate.ValidatorConfig;
import org.keycloak.validate.Validators;
import org.keycloak.validate.validators.EmailValidator;

/**
 * What the realm's user profile says to names and e-mails of users. A login looks at them again,
 * and whoever has one that it refuses is stopped there until another is given: none is to be let in
 * by doors that Keycloak's profile does not guard. Nothing is asked of blank texts, which these
 * users may have.
 */
public final class ProfileTexts {

  private final KeycloakSession session;
  private final UPConfig profile;

  private ProfileTexts(KeycloakSession session, UPConfig profile) {
    this.session = session;
    this.profile = profile;
  }

  /** The profile of the session's realm, as it is at this moment. */
  public static ProfileTexts of(KeycloakSession session) {
    return new ProfileTexts(
        session, session.getProvider(UserProfileProvider.class).getConfiguration());
  }

  /**
   * The first complaint about a text.
   *
   * @param attribute Keycloak's name of it
   */
  public Optional<ValidationError> complaint(String attribute, String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    UPAttribute declared = profile.getAttribute(attribute);
    Map<String, Map<String, Object>> rules =
        declared == null || declared.getValidations() == null
            ? Map.of()
            : declared.getValidations();
    Optional<ValidationError> complaint =
        rules.entrySet().stream()
            .flatMap(rule -> complaint(rule.getKey(), rule.getValue(), attribute, text).stream())
            .findFirst();
    // Keycloak looks at e-mails by this rule even if the profile does not name it.
    return attribute.equals(UserModel.EMAIL) && !rules.containsKey(EmailValidator.ID)
        ? complaint(EmailValidator.ID, Map.of(), attribute, text)
        : complaint;
  }

  private Optional<ValidationError> complaint(
      String rule, Map<String, Object> settings, String attribute, String text) {
    ValidationContext result =
        Validators.validator(session, rule)
            .validate(
                List.of(text),
                attribute,
                new ValidationContext(session),
                ValidatorConfig.configFromMap(settings));
    return result.getErrors().stream().findFirst();
  }
}
