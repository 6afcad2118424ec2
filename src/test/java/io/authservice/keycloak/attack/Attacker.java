package io.authservice.keycloak.attack;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who attacks, and what is its own.
 *
 * @param group a group without roles, of which it is a member
 * @param role a role that stands for nothing, and is its own
 */
record Attacker(String kind, Stage stage, Person self, String group, Map<String, Object> role) {

  Response call(String method, String below, @Nullable Object body) {
    return sent(method, stage.admin(below), body);
  }

  Response sent(String method, String path, @Nullable Object body) {
    RequestSpecification request = stage.as(self);
    if (body != null) {
      request.body(body);
    }
    return request.request(method, path);
  }

  @Override
  public String toString() {
    return kind;
  }
}
