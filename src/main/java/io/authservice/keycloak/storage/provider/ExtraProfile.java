package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.storage.settings.EditMode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.AttributeValidatorMetadata;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileMetadata;
import org.keycloak.userprofile.validator.ImmutableAttributeValidator;
import org.keycloak.validate.ValidatorConfig;
import org.keycloak.validate.validators.PatternValidator;

/**
 * The user model's attributes in the realm's user profile. One that the realm declares too is as
 * the realm has it, as far as its column is written at all; any other is read by the user and by
 * administrators, and written by administrators.
 */
final class ExtraProfile {

  /** Behind what the realm declares. */
  private static final int BEHIND = 1000;

  private final AccountExtras extras;
  private final EditMode editMode;
  private final Authority authority;

  ExtraProfile(AccountExtras extras, EditMode editMode, Authority authority) {
    this.extras = extras;
    this.editMode = editMode;
    this.authority = authority;
  }

  /**
   * What the profile has of them.
   *
   * @param mayChange whether a user may be changed by whoever acts
   */
  Stream<AttributeMetadata> of(UserProfileMetadata metadata, Predicate<UserModel> mayChange) {
    return extras.attributes().stream().map(extra -> of(extra, metadata, mayChange));
  }

  private AttributeMetadata of(
      ExtraAttribute extra, UserProfileMetadata metadata, Predicate<UserModel> mayChange) {
    Predicate<UserModel> writable =
        user -> editMode.isWritable() && extra.writable() && mayChange.test(user);
    return metadata.getAttribute(extra.name()).stream()
        .findFirst()
        .map(AttributeMetadata::clone)
        .map(declared -> declared.addWriteCondition(context -> writable.test(context.getUser())))
        .orElseGet(() -> undeclared(extra, metadata.getContext(), writable));
  }

  private AttributeMetadata undeclared(
      ExtraAttribute extra, UserProfileContext profile, Predicate<UserModel> writable) {
    return new UserProfileMetadata(profile)
        .addAttribute(
            extra.name(),
            BEHIND,
            context ->
                profile == UserProfileContext.USER_API
                    && authority.managesUsers()
                    && writable.test(context.getUser()),
            context -> true,
            new AttributeValidatorMetadata(ImmutableAttributeValidator.ID))
        .addValidators(ofKind(extra.kind()))
        .setAttributeDisplayName(extra.name());
  }

  private static List<AttributeValidatorMetadata> ofKind(ExtraAttribute.Kind kind) {
    return switch (kind) {
      case INTEGER -> List.of(pattern("-?[0-9]{1,18}"));
      case BOOLEAN -> List.of(pattern("true|false"));
      case MOMENT -> List.of(pattern(".*T.*(Z|[+-][0-9:]+)"));
      case TEXT, JSON -> List.of();
    };
  }

  private static AttributeValidatorMetadata pattern(String pattern) {
    return new AttributeValidatorMetadata(
        PatternValidator.ID,
        ValidatorConfig.builder().config(PatternValidator.CFG_PATTERN, pattern).build());
  }
}
