package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.IdsField;
import io.authservice.keycloak.wire.field.Validated;

/** Reads which groups and permissions a user is to have, under the names of Django's fields. */
final class AssignmentForm {

  public static final String GROUPS = "groups";
  public static final String PERMISSIONS = "user_permissions";

  private static final IdsField GROUPS_FIELD = new IdsField(GROUPS);
  private static final IdsField PERMISSIONS_FIELD = new IdsField(PERMISSIONS);

  /** The lists that are to change. */
  public Validated<AssignmentChange> update(RequestBody body) {
    Fields fields = new Fields(body, true);
    if (!fields.readable()) {
      return new Validated<>(AssignmentChange.NONE, fields.errors());
    }
    AssignmentChange input =
        new AssignmentChange(fields.ids(GROUPS_FIELD), fields.ids(PERMISSIONS_FIELD));
    return new Validated<>(input, fields.errors());
  }
}
