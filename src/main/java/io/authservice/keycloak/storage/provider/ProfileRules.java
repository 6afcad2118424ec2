package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.storage.settings.EditMode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeContext;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.UserProfileMetadata;

/**
 * What the realm's user profile may not demand of these users, nor offer: Django users may have no
 * names and no e-mail, and a missing one would bar them from logging in; and what whoever looks may
 * only read is shown so.
 */
final class ProfileRules {

  private static final Set<String> OPTIONAL =
      Set.of(UserModel.EMAIL, UserModel.FIRST_NAME, UserModel.LAST_NAME);

  private final EditMode editMode;
  private final Predicate<UserField<?>> writable;
  private final ExtraProfile extras;
  private final Authority authority;

  /**
   * @param writable whether the accounts have a place for a field
   * @param extras what the user model adds
   */
  ProfileRules(
      EditMode editMode,
      Predicate<UserField<?>> writable,
      ExtraProfile extras,
      Authority authority) {
    this.extras = extras;
    this.writable = writable;
    this.editMode = editMode;
    this.authority = authority;
  }

  List<AttributeMetadata> of(UserProfileMetadata metadata) {
    Stream<AttributeMetadata> columns =
        metadata.getAttributes().stream()
            .filter(attribute -> UserAttributes.isColumn(attribute.getName()))
            .map(AttributeMetadata::clone)
            .map(this::ruled);
    return Stream.concat(columns, extras.of(metadata, this::mayChange)).toList();
  }

  private AttributeMetadata ruled(AttributeMetadata attribute) {
    String name = attribute.getName();
    if (OPTIONAL.contains(name)) {
      attribute.setRequired(context -> false);
    }
    return attribute.addWriteCondition(context -> mayWrite(name, context));
  }

  private boolean mayWrite(String name, AttributeContext context) {
    if (!editMode.isWritable() || !UserAttributes.field(name).filter(writable).isPresent()) {
      return false;
    }
    return switch (name) {
      case UserAttributes.IS_SUPERUSER -> authority.administersRealm();
      case UserAttributes.IS_STAFF, UserAttributes.IS_ACTIVE ->
          authority.managesUsers() && mayChange(context.getUser());
      default -> mayChange(context.getUser());
    };
  }

  /** What is shown goes by the flag alone; what is written, by all that the user holds. */
  private boolean mayChange(UserModel user) {
    return !isSuperuser(user) || authority.mayChangeSuperuser(user.getId());
  }

  private static boolean isSuperuser(UserModel user) {
    return Boolean.parseBoolean(user.getFirstAttribute(UserAttributes.IS_SUPERUSER));
  }
}
