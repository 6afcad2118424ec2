package io.authservice.keycloak.api.me;

import com.fasterxml.jackson.core.JsonGenerator;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.api.users.PermissionRecord;
import io.authservice.keycloak.api.users.UserRecord;
import io.authservice.keycloak.wire.json.JsonRow;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller as {@code /auth/me/} tells it where it tells more than the user's record.
 *
 * @param superuser null to leave {@code is_superuser} out
 * @param permissions null to leave them out
 * @param groups names; null to leave them out
 */
record MeRecord(
    UserRecord user,
    @Nullable Boolean superuser,
    @Nullable List<PermissionRecord> permissions,
    @Nullable List<String> groups)
    implements JsonRow {

  @Override
  public void write(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    user.writeMembers(generator);
    if (superuser != null) {
      generator.writeBooleanField(UserColumns.IS_SUPERUSER, superuser);
    }
    if (permissions != null) {
      generator.writePOJOField("permissions", permissions);
    }
    if (groups != null) {
      generator.writePOJOField("groups", groups);
    }
    generator.writeEndObject();
  }
}
