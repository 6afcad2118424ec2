package io.authservice.keycloak.admin.history;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.admin.history.EventLog.Page;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What administrators did, for those who see users: of all users and groups, or of one. Every
 * answer has the parameters {@code limit} and {@code offset}.
 */
public final class History {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  private static final String LIMIT = "limit";
  private static final String OFFSET = "offset";

  private final RealmModel realm;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final RealmAccounts storages;
  private final EventLog log;
  private final Names names;

  public History(
      KeycloakSession session,
      RealmModel realm,
      AdminRequest exchange,
      AdminAccess access,
      RealmAccounts storages) {
    this.realm = realm;
    this.exchange = exchange;
    this.access = access;
    this.storages = storages;
    this.log = new EventLog(session, realm);
    this.names = new Names(session, realm, storages);
  }

  /** Of all users and groups. */
  public Response ofAll() {
    return page(log::all, () -> true);
  }

  /** Of one user; 404 if there is none and was none of whom events tell. */
  public Response ofUser(UserId id) {
    String key = id.toString();
    return page(
        (offset, limit) -> {
          String keycloakId = storages.keycloakId(id).orElseThrow(ApiException::notFound);
          return log.of(
              List.of(
                  // The user itself, and its failed logins.
                  "*users/" + keycloakId,
                  "users/" + keycloakId + "/*",
                  "auth-service/users/" + key + "/*"),
              List.of(
                  new Subject(Subject.Kind.USER, keycloakId, List.of()),
                  new Subject(Subject.Kind.ACCOUNT, key, List.of())),
              offset,
              limit);
        },
        () -> storages.storage().orElseThrow(ApiException::notFound).reads().byId(id).isPresent());
  }

  /** Of one group; 404 if there is none and was none of which events tell. */
  public Response ofGroup(long id) {
    String number = Long.toString(id);
    return page(
        (offset, limit) ->
            log.of(
                List.of("auth-service/groups/" + number),
                List.of(new Subject(Subject.Kind.GROUP, number, List.of())),
                offset,
                limit),
        () -> storages.groups().orElseThrow(ApiException::notFound).byId(id).isPresent());
  }

  /** A question that is asked only if it matters. */
  @FunctionalInterface
  private interface Existence {
    boolean isKnown();
  }

  private Response page(BiFunction<Integer, Integer, Page> source, Existence existence) {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          exchange.requireOnly(LIMIT, OFFSET);
          int limit = Math.min(MAX_LIMIT, number(LIMIT, 1, Integer.MAX_VALUE, DEFAULT_LIMIT));
          int offset = number(OFFSET, 0, EventLog.DEEPEST, 0);
          Page page = source.apply(offset, limit);
          if (page.told().isEmpty() && !existence.isKnown()) {
            throw ApiException.notFound();
          }
          return exchange.response(
              200,
              new HistoryPage(
                  realm.isAdminEventsEnabled(),
                  new Telling(realm, names).entries(page.told()),
                  page.more()));
        });
  }

  private int number(String name, int least, int most, int otherwise) {
    Optional<String> sent = exchange.query(name);
    if (sent.isEmpty()) {
      return otherwise;
    }
    if (!sent.get().matches("[0-9]{1,9}")) {
      throw refused(name, "A valid integer is required.");
    }
    int number = Integer.parseInt(sent.get());
    if (number < least) {
      throw refused(name, "Ensure this value is greater than or equal to " + least + ".");
    }
    if (number > most) {
      throw refused(name, "Ensure this value is less than or equal to " + most + ".");
    }
    return number;
  }

  private static ApiException refused(String name, String message) {
    return ApiException.validation(FieldErrors.none().with(name, ErrorCode.INVALID, message));
  }
}
