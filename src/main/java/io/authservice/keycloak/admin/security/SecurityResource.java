package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;

/** How a user's account is kept. */
public final class SecurityResource {

  private final UserId id;
  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final SecurityOverview overview;

  SecurityResource(
      UserId id, AdminRequest exchange, TargetUsers targets, SecurityOverview overview) {
    this.id = id;
    this.exchange = exchange;
    this.targets = targets;
    this.overview = overview;
  }

  /** Required actions, second factors, sessions, consents, and whether it is locked. */
  @GET
  public Response overview() {
    return exchange.answered(
        () -> {
          Account account = targets.seen(id);
          exchange.requireOnly();
          return exchange.response(
              200, overview.of(targets.model(account), targets.groups().isWritable()));
        });
  }
}
