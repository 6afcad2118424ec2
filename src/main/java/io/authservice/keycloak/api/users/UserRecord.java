package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.wire.json.JsonRow;
import java.io.IOException;

/**
 * A user as clients see it.
 *
 * @param id the user's number, 64-bit
 * @param username as it was given
 * @param email blank when there is none
 * @param firstName blank when there is none
 * @param lastName blank when there is none
 * @param active whether the user may log in
 * @param staff whether the user manages others
 */
@JsonPropertyOrder({
  UserColumns.ID,
  UserColumns.USERNAME,
  UserColumns.EMAIL,
  UserColumns.FIRST_NAME,
  UserColumns.LAST_NAME,
  UserColumns.IS_ACTIVE,
  UserColumns.IS_STAFF
})
public record UserRecord(
    @JsonProperty(UserColumns.ID) long id,
    @JsonProperty(UserColumns.USERNAME) String username,
    @JsonProperty(UserColumns.EMAIL) String email,
    @JsonProperty(UserColumns.FIRST_NAME) String firstName,
    @JsonProperty(UserColumns.LAST_NAME) String lastName,
    @JsonProperty(UserColumns.IS_ACTIVE) boolean active,
    @JsonProperty(UserColumns.IS_STAFF) boolean staff)
    implements JsonRow {

  public static UserRecord of(Account account) {
    return new UserRecord(
        account.id(),
        account.username(),
        account.email(),
        account.firstName(),
        account.lastName(),
        account.active(),
        account.staff());
  }

  @Override
  public void write(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeNumberField(UserColumns.ID, id);
    generator.writeStringField(UserColumns.USERNAME, username);
    generator.writeStringField(UserColumns.EMAIL, email);
    generator.writeStringField(UserColumns.FIRST_NAME, firstName);
    generator.writeStringField(UserColumns.LAST_NAME, lastName);
    generator.writeBooleanField(UserColumns.IS_ACTIVE, active);
    generator.writeBooleanField(UserColumns.IS_STAFF, staff);
    generator.writeEndObject();
  }
}
