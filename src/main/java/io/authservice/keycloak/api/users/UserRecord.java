package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.authservice.keycloak.account.Account;
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
@JsonPropertyOrder({"id", "username", "email", "first_name", "last_name", "is_active", "is_staff"})
public record UserRecord(
    @JsonProperty("id") long id,
    @JsonProperty("username") String username,
    @JsonProperty("email") String email,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    @JsonProperty("is_active") boolean active,
    @JsonProperty("is_staff") boolean staff)
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
    generator.writeNumberField("id", id);
    generator.writeStringField("username", username);
    generator.writeStringField("email", email);
    generator.writeStringField("first_name", firstName);
    generator.writeStringField("last_name", lastName);
    generator.writeBooleanField("is_active", active);
    generator.writeBooleanField("is_staff", staff);
    generator.writeEndObject();
  }
}
