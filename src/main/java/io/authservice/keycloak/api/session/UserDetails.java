package io.authservice.keycloak.api.session;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import java.util.LinkedHashMap;
import java.util.Map;

/** A user as dj-rest-auth shows it. */
final class UserDetails {

  private UserDetails() {}

  static Map<String, Object> of(Account account) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("pk", account.id().json());
    details.put("username", account.username());
    details.put("email", account.email());
    details.put("first_name", account.get(UserField.FIRST_NAME));
    details.put("last_name", account.get(UserField.LAST_NAME));
    return details;
  }
}
