package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserField.Writer;
import io.authservice.keycloak.account.group.AssignmentChange;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.exchange.TargetUsers.Target;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.api.users.UserForm;
import io.authservice.keycloak.api.users.UserFormRules;
import io.authservice.keycloak.api.users.UserInput;
import io.authservice.keycloak.api.users.UserWrites;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Validated;
import java.io.InputStream;
import java.util.stream.Stream;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/**
 * What administrators do to users: as the API writes them, with what they are given, in one
 * transaction and as one admin event. A password is an event of its own.
 */
final class ManagedUserChanges {

  private static final String RESET_PASSWORD = "reset-password";

  private static final String[] MEMBERS =
      Stream.concat(
              UserField.ALL.stream()
                  .filter(field -> field.isSetBy(Writer.ADMINISTRATORS))
                  .map(UserField::column),
              Stream.of(AssignmentForm.GROUPS, AssignmentForm.PERMISSIONS))
          .toArray(String[]::new);

  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final UserWrites writes;
  private final AdminEvents events;
  private final UserForm form = new UserForm();
  private final AssignmentForm assignments = new AssignmentForm();

  ManagedUserChanges(
      AdminRequest exchange, TargetUsers targets, UserWrites writes, AdminEvents events) {
    this.exchange = exchange;
    this.targets = targets;
    this.writes = writes;
    this.events = events;
  }

  /**
   * Makes a user.
   *
   * @throws ApiException 400, 403
   */
  TaggedUser create(InputStream sent) {
    targets.requireWritable();
    RequestBody body = exchange.body(sent, MEMBERS);
    Validated<UserInput> read =
        writes.checkedForCreation(
            form.create(body, UserFormRules.OF_ADMINISTRATORS, writes::isTaken));
    AssignmentChange given = given(body, read.errors());
    UserInput input = read.orThrow();
    return exchange.lasting(
        () -> {
          UserModel user = writes.create(input);
          Account created = targets.account(user);
          UserDifference all = grants().change(UserDifference.ofNew(created), given);
          events.user(OperationType.CREATE, user.getId(), all);
          return tagged(created.id());
        },
        ApiException::overtaken);
  }

  /**
   * Changes a user, if it is as the client knew it.
   *
   * @throws ApiException 400, 403, 404, 412
   */
  TaggedUser change(UserId id, InputStream sent) {
    Target target = targets.held(id);
    exchange.requireOnly();
    RequestBody body = exchange.body(sent, MEMBERS);
    exchange.requireUnchanged(tagged(target.account()).tag());
    Account before = target.account();
    Validated<UserInput> read =
        writes.checkedForUpdate(
            form.update(
                body,
                UserFormRules.OF_ADMINISTRATORS,
                name -> writes.isTakenByAnother(name, before)),
            before);
    AssignmentChange given = given(body, read.errors());
    UserInput input = read.orThrow();
    return exchange.lasting(
        () -> {
          UserModel user = writes.update(before, input);
          TaggedUser columns = tagged(id);
          UserDifference all =
              grants().change(UserDifference.between(before, columns.account()), given);
          note(user, all, input.get(UserField.PASSWORD).isPresent());
          return tagged(id);
        },
        ApiException::overtaken);
  }

  private void note(UserModel user, UserDifference difference, boolean password) {
    if (!difference.changesNothing()) {
      events.user(OperationType.UPDATE, user.getId(), difference);
    }
    if (password) {
      events.userAction(user.getId(), RESET_PASSWORD, null);
    }
  }

  /**
   * Removes a user, if it is as the client knew it.
   *
   * @throws ApiException 403, 404, 409 if tables that we do not know refer to it, 412
   */
  void remove(UserId id) {
    Target target = targets.held(id);
    exchange.requireOnly();
    exchange.requireUnchanged(tagged(target.account()).tag());
    exchange.lasting(
        () -> {
          writes.remove(
              target.account(),
              user ->
                  events.user(
                      OperationType.DELETE, user.getId(), UserDifference.of(target.account())));
          return target;
        },
        () ->
            ApiException.conflict(
                ErrorCode.IN_USE, "Other records refer to this user, so it cannot be deleted."));
  }

  /** A user as it is at this moment, within the transaction. */
  TaggedUser tagged(Account account) {
    return TaggedUser.of(
        new ManagedUser(account, targets.keycloakId(account.id())), grants().of(account.id()));
  }

  private TaggedUser tagged(UserId id) {
    return tagged(targets.reads().byId(id).orElseThrow(ApiException::noUserMatches));
  }

  private UserGrants grants() {
    return new UserGrants(targets.groups(), targets.reads());
  }

  /**
   * The groups and permissions that are asked for.
   *
   * @throws ApiException 400 with these errors and those found in them
   */
  private AssignmentChange given(RequestBody body, FieldErrors found) {
    Validated<AssignmentChange> read = assignments.update(body);
    FieldErrors all = body.shapeError().isPresent() ? found : found.merge(read.errors());
    return new Validated<>(read.value(), all).orThrow();
  }
}
