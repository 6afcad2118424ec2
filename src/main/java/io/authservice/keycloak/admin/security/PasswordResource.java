package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.exchange.TargetUsers.Target;
import io.authservice.keycloak.api.users.UserWrites;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.FlagField;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;

/** A user's password, set by somebody else. */
public final class PasswordResource {

  static final TextField FIELD =
      TextField.required(UserField.PASSWORD.column(), UserField.PASSWORD.longest());

  private static final FlagField TEMPORARY = new FlagField("temporary");

  private final UserId id;
  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final UserWrites writes;
  private final AdminEvents events;

  PasswordResource(
      UserId id,
      AdminRequest exchange,
      TargetUsers targets,
      UserWrites writes,
      AdminEvents events) {
    this.id = id;
    this.exchange = exchange;
    this.targets = targets;
    this.writes = writes;
    this.events = events;
  }

  /**
   * Sets the password; 204. One that is temporary has to be changed at the next login. Sessions
   * that the user had end.
   */
  @PUT
  public Response change(InputStream body) {
    return exchange.answered(
        () -> {
          Target target = targets.writable(id);
          exchange.requireOnly();
          Fields fields = new Fields(exchange.body(body, FIELD.name(), TEMPORARY.name()), false);
          Optional<String> read = fields.readable() ? fields.text(FIELD) : Optional.empty();
          boolean temporary =
              (fields.readable() ? fields.flag(TEMPORARY) : Optional.<Boolean>empty())
                  .orElse(false);
          String password = new Validated<>(read, fields.errors()).orThrow().orElseThrow();
          exchange.lasting(
              () -> {
                set(target.user(), password, temporary);
                return target;
              },
              ApiException::overtaken);
          return exchange.noContent();
        });
  }

  private void set(UserModel user, String password, boolean temporary) {
    writes.changePassword(user, password);
    if (temporary) {
      user.addRequiredAction(RequiredAction.UPDATE_PASSWORD);
    } else {
      user.removeRequiredAction(RequiredAction.UPDATE_PASSWORD);
    }
    events.userAction(user.getId(), "reset-password", null);
  }
}
