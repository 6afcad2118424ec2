package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.core.JsonGenerator;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.wire.json.JsonRow;
import java.io.IOException;
import java.util.List;

/** A user as clients see it: an object of the fields that are shown to them. */
public record UserRecord(Account account) implements JsonRow {

  private static final List<UserField<?>> SHOWN =
      UserField.OF_ACCOUNT.stream()
          .filter(field -> field.isShownTo(UserField.Reader.CLIENTS))
          .toList();

  @Override
  public void write(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    writeMembers(generator);
    generator.writeEndObject();
  }

  /** Writes the fields into an object that holds more. */
  public void writeMembers(JsonGenerator generator) throws IOException {
    for (UserField<?> field : SHOWN) {
      writeMember(generator, account, field);
    }
  }

  /** Writes one field of an account; a moment in ISO 8601, null if there is none. */
  public static void writeMember(JsonGenerator generator, Account account, UserField<?> field)
      throws IOException {
    generator.writeFieldName(field.column());
    Object value = account.get(field);
    if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value == null) {
      generator.writeNull();
    } else {
      generator.writeString(value.toString());
    }
  }
}
