package io.authservice.keycloak.admin.user;

import com.fasterxml.jackson.core.JsonGenerator;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.api.users.UserRecord;
import io.authservice.keycloak.wire.json.JsonRow;
import java.io.IOException;

/**
 * A user as administrators see it.
 *
 * @param keycloakId the id by which Keycloak's Admin API and console know the user
 */
record ManagedUser(Account account, String keycloakId) implements JsonRow {

  @Override
  public void write(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    writeMembers(generator);
    generator.writeEndObject();
  }

  void writeMembers(JsonGenerator generator) throws IOException {
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      if (field.isShownTo(UserField.Reader.ADMINISTRATORS)) {
        UserRecord.writeMember(generator, account, field);
      }
      if (field == UserField.ID) {
        generator.writeStringField("keycloak_id", keycloakId);
      }
    }
  }
}
