package io.authservice.keycloak.account.extra;

import java.util.List;

/**
 * What a user model has beyond the fields, whatever its users have of it.
 *
 * @param attributes in the order in which the model says them
 * @param verified whether it says whose e-mail is verified
 * @param memberships whether it has memberships beside Django's groups
 */
public record ExtraOutline(List<ExtraAttribute> attributes, boolean verified, boolean memberships) {

  /** Of a model of the fields alone. */
  public static final ExtraOutline NONE = new ExtraOutline(List.of(), false, false);

  public ExtraOutline {
    attributes = List.copyOf(attributes);
  }

  /** Whether there is anything that is kept beside a user's row, and no membership. */
  public boolean isKept() {
    return verified || !attributes.isEmpty();
  }
}
