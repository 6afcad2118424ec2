package io.authservice.keycloak.admin.group;

import io.authservice.keycloak.account.group.GroupChange;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.IdsField;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;

/**
 * Reads what is sent to make or change a group, by the rules of Django's model: a name of at most
 * 150 characters, which is trimmed, and the ids of permissions.
 */
final class GroupForm {

  public static final String NAME = "name";
  public static final String PERMISSIONS = "permissions";

  static final String[] MEMBERS = {NAME, PERMISSIONS};

  private static final TextField NAME_FIELD = TextField.required(NAME, 150);
  private static final IdsField PERMISSIONS_FIELD = new IdsField(PERMISSIONS);

  /** The fields of a new group, which must have a name. */
  public Validated<GroupChange> create(RequestBody body) {
    return read(new Fields(body, false));
  }

  /** The fields of a group that are to change. */
  public Validated<GroupChange> update(RequestBody body) {
    return read(new Fields(body, true));
  }

  private static Validated<GroupChange> read(Fields fields) {
    if (!fields.readable()) {
      return new Validated<>(GroupChange.NONE, fields.errors());
    }
    GroupChange input = new GroupChange(fields.text(NAME_FIELD), fields.ids(PERMISSIONS_FIELD));
    return new Validated<>(input, fields.errors());
  }
}
