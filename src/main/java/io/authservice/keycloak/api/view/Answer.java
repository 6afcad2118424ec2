package io.authservice.keycloak.api.view;

import io.authservice.keycloak.api.users.UserRecord;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a view answers, before it is rendered.
 *
 * @param body what Jackson can write; null for an empty body
 * @param users a list to stream in place of a body
 */
public record Answer(int status, @Nullable Object body, @Nullable Stream<UserRecord> users) {

  public static Answer ok(Object body) {
    return new Answer(200, body, null);
  }

  public static Answer created(Object body) {
    return new Answer(201, body, null);
  }

  public static Answer noContent() {
    return new Answer(204, null, null);
  }

  public static Answer list(Stream<UserRecord> users) {
    return new Answer(200, null, users);
  }
}
