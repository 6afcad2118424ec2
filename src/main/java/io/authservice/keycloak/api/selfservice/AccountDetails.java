package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.account.Account;
import java.util.LinkedHashMap;
import java.util.Map;

/** A user as djoser shows it, where its model is Django's own. */
final class AccountDetails {

  private AccountDetails() {}

  static Map<String, Object> of(Account account) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("email", account.email());
    details.put("id", account.id().json());
    details.put("username", account.username());
    return details;
  }
}
