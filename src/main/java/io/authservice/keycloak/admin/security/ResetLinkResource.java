package io.authservice.keycloak.admin.security;

import static io.authservice.keycloak.logging.MailLog.LOG;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.exchange.TargetUsers;
import io.authservice.keycloak.admin.exchange.TargetUsers.Target;
import io.authservice.keycloak.api.users.UserDifference;
import io.authservice.keycloak.mail.MailboxFullException;
import io.authservice.keycloak.token.session.PasswordLink;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import org.keycloak.email.EmailException;
import org.keycloak.models.UserModel;

/** The e-mail by which a user sets a new password. */
public final class ResetLinkResource {

  private final UserId id;
  private final AdminRequest exchange;
  private final TargetUsers targets;
  private final PasswordLink link;
  private final AdminEvents events;

  ResetLinkResource(
      UserId id,
      AdminRequest exchange,
      TargetUsers targets,
      PasswordLink link,
      AdminEvents events) {
    this.id = id;
    this.exchange = exchange;
    this.targets = targets;
    this.link = link;
    this.events = events;
  }

  /**
   * Sends it; 204, 409 if the user cannot use it, 429 if its address has been sent too many mails,
   * 503 if the mail server does not take it.
   */
  @POST
  public Response send() {
    return exchange.answered(
        () -> {
          Target target = targets.writable(id);
          exchange.requireOnly();
          requireUse(target);
          exchange.lasting(
              () -> {
                events.userAction(
                    target.user().getId(),
                    "execute-actions-email",
                    UserDifference.of(target.account()));
                send(target.user());
                return target;
              },
              ApiException::overtaken);
          return exchange.noContent();
        });
  }

  private void send(UserModel user) {
    try {
      link.send(user);
    } catch (MailboxFullException full) {
      throw ApiException.throttled(full.seconds());
    } catch (EmailException failure) {
      LOG.passwordLinkNotSent(failure);
      throw ApiException.mailFailed();
    }
  }

  private static void requireUse(Target target) {
    if (target.account().email().isBlank()) {
      throw ApiException.conflict(ErrorCode.NO_EMAIL, "The user has no e-mail address.");
    }
    if (!target.account().active()) {
      throw ApiException.conflict(ErrorCode.INACTIVE, "The user is not active.");
    }
  }
}
