package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.api.users.RealmPasswordPolicy;
import io.authservice.keycloak.wire.error.FieldError;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the realm asks of passwords: told beforehand, and checked as one types. */
public final class PasswordPolicyResource {

  private static final String PASSWORD = UserField.PASSWORD.column();
  private static final String USERNAME = UserField.USERNAME.column();

  /** Longer ones are refused unread: a realm's patterns may take their time. */
  private static final TextField TYPED = TextField.optional(PASSWORD, 1000);

  private static final TextField NAME = TextField.optional(USERNAME, UserField.USERNAME.longest());

  private final AdminRequest exchange;
  private final AdminAccess access;
  private final SpokenRules rules;
  private final RealmPasswordPolicy policy;

  PasswordPolicyResource(
      AdminRequest exchange, AdminAccess access, SpokenRules rules, RealmPasswordPolicy policy) {
    this.exchange = exchange;
    this.access = access;
    this.rules = rules;
    this.policy = policy;
  }

  /** The rules, a sentence each. */
  @GET
  public Response rules() {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          exchange.requireOnly();
          return exchange.response(200, Map.of("rules", rules.inWords()));
        });
  }

  /**
   * Everything for which a password would be refused, but for what only former passwords tell:
   * looking at those costs as much as a login. Nothing is written.
   */
  @POST
  public Response check(InputStream body) {
    return exchange.answered(
        () -> {
          access.requireMayManageUsers();
          exchange.requireOnly();
          Fields fields = new Fields(exchange.body(body, PASSWORD, USERNAME), false);
          String password = fields.text(TYPED).orElse("");
          String username = fields.text(NAME).orElse("");
          new Validated<>(password, fields.errors()).orThrow();
          return exchange.response(200, Map.of("refusals", refusals(username, password)));
        });
  }

  private List<String> refusals(String username, String password) {
    List<String> refusals =
        policy.refusals(username, password).stream()
            .map(FieldError::message)
            .collect(Collectors.toCollection(ArrayList::new));
    if (refusals.isEmpty()) {
      PasswordResource.FIELD.complaints(password).asMap().values().forEach(refusals::addAll);
    }
    return refusals;
  }
}
