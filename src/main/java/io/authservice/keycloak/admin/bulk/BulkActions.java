package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.group.UnknownReferenceException;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.bulk.BulkReport.Refused;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.api.view.ErrorTranslator;
import io.authservice.keycloak.authority.CarriedBearer;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.RealmGroups;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.field.IdsField;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * One action on each of many users. Each user's change is a transaction of its own, kept or refused
 * whatever becomes of the others, so that a call that broke off can be made again.
 */
public final class BulkActions {

  private static final int UNAVAILABLE = 503;

  private final KeycloakSession session;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final RealmAccounts storages;
  private final AdminEvents events;
  private final LockedUsers locked;
  private final ErrorTranslator errors;

  public BulkActions(
      KeycloakSession session,
      AdminRequest exchange,
      AdminAccess access,
      RealmAccounts storages,
      AdminEvents events,
      LockedUsers locked) {
    this.session = session;
    this.exchange = exchange;
    this.access = access;
    this.storages = storages;
    this.events = events;
    this.locked = locked;
    this.errors = new ErrorTranslator(session);
  }

  /** Does to one portion what the body says; 200 with what became of it. */
  public Response answer(InputStream body) {
    return exchange.answered(
        () -> {
          access.requireMayManageUsers();
          exchange.requireOnly();
          BulkOrder order = new BulkForm(exchange.body(body, BulkForm.MEMBERS)).read();
          CarriedBearer bearer = CarriedBearer.of(session);
          String self = access.bearer().getUser().getId();
          // Ends the request's own transaction: no user needs a second connection beside it.
          BulkPortion portion = exchange.lasting(() -> portion(order), ApiException::overtaken);
          return exchange.response(200, done(order, portion, bearer, self));
        });
  }

  private BulkPortion portion(BulkOrder order) {
    RealmGroups groups = storages.groups().orElseThrow(ApiException::notFound);
    if (order.action().needsGroup()) {
      access.requireMayGrant(groups);
      long group = order.group().orElseThrow();
      if (groups.byId(group).isEmpty()) {
        throw ApiException.validation(IdsField.unknown(BulkForm.GROUP, List.of(group)));
      }
    }
    if (order.action().writesTables() && !groups.isWritable()) {
      throw ApiException.readOnly();
    }
    return BulkPortion.of(
        order, storages.storage().orElseThrow(ApiException::notFound).reads(), locked);
  }

  private BulkReport done(BulkOrder order, BulkPortion portion, CarriedBearer bearer, String self) {
    int done = 0;
    List<Refused> refused = new ArrayList<>();
    for (UserId id : portion.missing()) {
      refused.add(new Refused(id, null, ErrorCode.NOT_FOUND.text()));
    }
    for (Account account : portion.found()) {
      Optional<String> code =
          order.action().locksOut() && isSelf(account, self)
              ? Optional.of(ErrorCode.SELF.text())
              : refusal(order, account.id(), bearer);
      if (code.isPresent()) {
        refused.add(new Refused(account.id(), account.username(), code.get()));
      } else {
        done++;
      }
    }
    return new BulkReport(done, refused, portion.next().orElse(null));
  }

  private boolean isSelf(Account account, String self) {
    return storages.keycloakId(account.id()).filter(self::equals).isPresent();
  }

  /**
   * Why it was not done to a user; empty if it was.
   *
   * @throws ApiException 503 in an outage, in which it would be done to nobody else
   */
  private Optional<String> refusal(BulkOrder order, UserId id, CarriedBearer bearer) {
    try {
      KeycloakModelUtils.runJobInTransaction(
          session.getKeycloakSessionFactory(),
          session.getContext(),
          own -> {
            bearer.actIn(own);
            new BulkDeed(own, events.in(own)).perform(order, id);
            new ErrorTranslator(own).requireNoOutage();
            own.getTransactionManager().commit();
          });
      return Optional.empty();
    } catch (UnknownReferenceException gone) {
      return Optional.of(ErrorCode.DOES_NOT_EXIST.text());
    } catch (RuntimeException failure) {
      ApiException refusal = errors.translated(failure);
      if (refusal.status() == UNAVAILABLE) {
        throw refusal;
      }
      return Optional.of(code(refusal));
    }
  }

  private static String code(ApiException refusal) {
    return refusal.codedBody() instanceof Map<?, ?> body && body.get("code") instanceof String code
        ? code
        : ErrorCode.INVALID.text();
  }
}
