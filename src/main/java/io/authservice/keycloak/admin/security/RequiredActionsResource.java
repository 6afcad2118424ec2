package io.authservice.keycloak.admin.security;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.exchange.TargetUsers.Target;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextsField;
import io.authservice.keycloak.wire.field.Validated;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** What a user has to do at its next login. */
public final class RequiredActionsResource {

  static final String FIELD = "required_actions";

  private static final TextsField ACTIONS = new TextsField(FIELD);

  private final UserId id;
  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final RequiredActions actions;
  private final AdminEvents events;

  RequiredActionsResource(
      UserId id,
      AdminRequest exchange,
      TargetUsers targets,
      RequiredActions actions,
      AdminEvents events) {
    this.id = id;
    this.exchange = exchange;
    this.targets = targets;
    this.actions = actions;
    this.events = events;
  }

  /** Sets all of them; 204. What the user has to do already may stay, whatever the realm offers. */
  @PUT
  public Response change(InputStream body) {
    return exchange.answered(
        () -> {
          Target target = targets.changeable(id);
          exchange.requireOnly();
          Fields fields = new Fields(exchange.body(body, FIELD), false);
          Set<String> sent = fields.readable() ? fields.texts(ACTIONS) : Set.of();
          Set<String> wanted = new Validated<>(sent, fields.errors()).orThrow();
          Set<String> before = target.user().getRequiredActionsStream().collect(Collectors.toSet());
          requireOffered(wanted, before);
          exchange.lasting(
              () -> {
                set(target, before, wanted);
                return target;
              },
              ApiException::overtaken);
          return exchange.noContent();
        });
  }

  private void requireOffered(Set<String> wanted, Set<String> before) {
    List<String> offered = actions.available(targets.groups().isWritable());
    if (!wanted.stream().allMatch(action -> before.contains(action) || offered.contains(action))) {
      throw ApiException.validation(
          FieldErrors.none()
              .with(
                  FIELD,
                  ErrorCode.DOES_NOT_EXIST,
                  "There is no such action; there are: " + String.join(", ", offered) + "."));
    }
  }

  private void set(Target target, Set<String> before, Set<String> wanted) {
    UserModel user = target.user();
    wanted.stream().filter(action -> !before.contains(action)).forEach(user::addRequiredAction);
    before.stream().filter(action -> !wanted.contains(action)).forEach(user::removeRequiredAction);
    if (!wanted.equals(before)) {
      events.user(
          OperationType.UPDATE,
          user.getId(),
          UserDifference.of(target.account()).with(FIELD, sorted(before), sorted(wanted)));
    }
  }

  private static List<String> sorted(Set<String> actions) {
    return actions.stream().sorted().toList();
  }
}
