package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.http.limit.ListReaders;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * The list of users as a file. It is written as it is read from the database: no more of it than a
 * thousand rows is in memory.
 */
public final class UserExport {

  private static final String[] PARAMETERS =
      Stream.concat(UserFilters.NAMES.stream(), Stream.of(UserFilters.ORDERING))
          .toArray(String[]::new);

  /** Read before the status is sent: a database that does not answer is still a 503 then. */
  private static final int AHEAD = 1000;

  private final KeycloakSession session;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final RealmAccounts storages;
  private final AdminEvents events;
  private final LockedUsers locked;
  private final ListReaders readers;

  public UserExport(
      KeycloakSession session,
      AdminRequest exchange,
      AdminAccess access,
      RealmAccounts storages,
      AdminEvents events,
      LockedUsers locked,
      ListReaders readers) {
    this.session = session;
    this.exchange = exchange;
    this.access = access;
    this.storages = storages;
    this.events = events;
    this.locked = locked;
    this.readers = readers;
  }

  /** The users that the filters let through, in the order asked for. */
  public Response answer() {
    return exchange.answered(
        () -> {
          access.requireMayViewUsers();
          exchange.requireOnly(PARAMETERS);
          UserFilters filters = new UserFilters(exchange::query, locked);
          readers.enter(session);
          Stream<Account> found =
              storages.storage().orElseThrow(ApiException::notFound).reads().stream(
                  filters.query(), filters.order());
          try {
            Iterator<Account> rows = found.iterator();
            List<Account> first = next(rows);
            note();
            return exchange.attachment(
                "text/csv; charset=utf-8", "users.csv", table(found, first, rows));
          } catch (RuntimeException failure) {
            found.close();
            throw failure;
          }
        });
  }

  private static List<Account> next(Iterator<Account> rows) {
    List<Account> next = new ArrayList<>();
    while (next.size() < AHEAD && rows.hasNext()) {
      next.add(rows.next());
    }
    return next;
  }

  private StreamingOutput table(
      Stream<Account> found, List<Account> first, Iterator<Account> rows) {
    UserTable table = new UserTable(id -> storages.keycloakId(id).orElse(""));
    Stream<Account> rest =
        StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
    return out -> {
      try (found) {
        readers.write(
            out, taken -> table.write(taken, Stream.concat(first.stream(), rest).iterator()));
      }
    };
  }

  /** Kept whether or not the file is read to its end: what was read of it was read. */
  private void note() {
    Map<String, String> filters = new LinkedHashMap<>();
    for (String name : PARAMETERS) {
      exchange.query(name).ifPresent(value -> filters.put(name, value));
    }
    KeycloakModelUtils.runJobInTransaction(
        session.getKeycloakSessionFactory(),
        session.getContext(),
        own -> events.in(own).usersExported(filters));
  }
}
