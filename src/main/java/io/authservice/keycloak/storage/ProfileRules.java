package io.authservice.keycloak.storage;

import java.util.List;
import java.util.Set;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.UserProfileMetadata;

/**
 * What the realm's user profile may not demand of these users, nor offer: Django users may have no
 * names and no e-mail, and a missing one would bar them from logging in; and what is only to be
 * read is shown so.
 */
final class ProfileRules {

  private static final Set<String> OPTIONAL =
      Set.of(UserModel.EMAIL, UserModel.FIRST_NAME, UserModel.LAST_NAME);

  private final EditMode editMode;

  ProfileRules(EditMode editMode) {
    this.editMode = editMode;
  }

  List<AttributeMetadata> of(UserProfileMetadata metadata) {
    return metadata.getAttributes().stream()
        .filter(attribute -> isRuled(attribute.getName()))
        .map(AttributeMetadata::clone)
        .map(this::ruled)
        .toList();
  }

  private boolean isRuled(String name) {
    return OPTIONAL.contains(name) || (!editMode.isWritable() && AccountAttributes.isColumn(name));
  }

  private AttributeMetadata ruled(AttributeMetadata attribute) {
    if (OPTIONAL.contains(attribute.getName())) {
      attribute.setRequired(context -> false);
    }
    return editMode.isWritable()
        ? attribute
        : attribute.addWriteCondition(AttributeMetadata.ALWAYS_FALSE);
  }
}
