package io.authservice.keycloak.storage;

import java.util.List;
import java.util.Set;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.UserProfileMetadata;

/**
 * What the realm's user profile may not demand of these users: Django users may have no names and
 * no e-mail, and a missing one would bar them from logging in.
 */
final class ProfileRules {

  private static final Set<String> OPTIONAL =
      Set.of(UserModel.EMAIL, UserModel.FIRST_NAME, UserModel.LAST_NAME);

  private ProfileRules() {}

  static List<AttributeMetadata> relaxed(UserProfileMetadata metadata) {
    return OPTIONAL.stream()
        .flatMap(name -> metadata.getAttribute(name).stream())
        .map(AttributeMetadata::clone)
        .map(attribute -> attribute.setRequired(context -> false))
        .toList();
  }
}
