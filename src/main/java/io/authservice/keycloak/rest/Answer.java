package io.authservice.keycloak.rest;

import io.authservice.keycloak.wire.UserRecord;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a view answers, before it is rendered.
 *
 * @param body what Jackson can write; null for an empty body
 * @param users a list to stream in place of a body
 */
record Answer(int status, @Nullable Object body, @Nullable Stream<UserRecord> users) {

  static Answer ok(Object body) {
    return new Answer(200, body, null);
  }

  static Answer created(Object body) {
    return new Answer(201, body, null);
  }

  static Answer noContent() {
    return new Answer(204, null, null);
  }

  static Answer list(Stream<UserRecord> users) {
    return new Answer(200, null, users);
  }
}
