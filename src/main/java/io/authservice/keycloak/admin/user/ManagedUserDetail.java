package io.authservice.keycloak.admin.user;

import com.fasterxml.jackson.core.JsonGenerator;
import io.authservice.keycloak.wire.json.JsonRow;
import java.io.IOException;

/**
 * A user by itself, as administrators see it.
 *
 * @param mayChange whether whoever asks may change it, as far as the database is written at all
 * @param locked whether it is kept out for a while, after too many wrong passwords
 */
record ManagedUserDetail(ManagedUser user, boolean mayChange, boolean locked) implements JsonRow {

  @Override
  public void write(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    user.writeMembers(generator);
    generator.writeBooleanField("may_change", mayChange);
    generator.writeBooleanField("locked", locked);
    generator.writeEndObject();
  }
}
