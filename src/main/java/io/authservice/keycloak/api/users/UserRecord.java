package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserValues;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.wire.json.JsonRow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user as clients see it: an object of the fields that are shown to them.
 *
 * @param attributes what the user model adds to it, by name
 */
public record UserRecord(UserValues user, Map<String, @Nullable Object> attributes)
    implements JsonRow {

  /** A user of whom no more than the fields is shown. */
  public UserRecord(UserValues user) {
    this(user, Map.of());
  }

  /** A member's name, as bytes that need no more looking at. */
  private record Member(UserField<?> field, SerializableString name) {}

  private static final List<Member> SHOWN =
      UserField.OF_CLIENTS.stream()
          .map(field -> new Member(field, new SerializedString(field.column())))
          .toList();

  @Override
  public void write(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    writeMembers(generator);
    generator.writeEndObject();
  }

  /** Writes the fields into an object that holds more. */
  public void writeMembers(JsonGenerator generator) throws IOException {
    for (Member member : SHOWN) {
      generator.writeFieldName(member.name());
      write(generator, user.get(member.field()));
    }
    for (Map.Entry<String, @Nullable Object> attribute : attributes.entrySet()) {
      generator.writeFieldName(attribute.getKey());
      write(generator, attribute.getValue());
    }
  }

  /** Writes one field of an account; a moment in ISO 8601, null if there is none. */
  public static void writeMember(JsonGenerator generator, Account account, UserField<?> field)
      throws IOException {
    generator.writeFieldName(field.column());
    write(generator, account.get(field));
  }

  /** For records that Jackson writes: an integer as a number, a UUID as text. */
  public static final class IdSerializer extends JsonSerializer<UserId> {

    @Override
    public void serialize(UserId id, JsonGenerator generator, SerializerProvider serializers)
        throws IOException {
      generator.writeObject(id.json());
    }
  }

  private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
    if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (value instanceof UserId.Whole id) {
      generator.writeNumber(id.number());
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof JsonNode tree) {
      generator.writePOJO(tree);
    } else if (value == null) {
      generator.writeNull();
    } else {
      generator.writeString(value.toString());
    }
  }
}
