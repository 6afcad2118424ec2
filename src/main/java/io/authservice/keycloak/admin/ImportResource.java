package io.authservice.keycloak.admin;

import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.migration.Imports;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.tracing.Traces;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * Imports of a realm, for its administrators: superusers, holders of {@code realm-admin}, and those
 * who manage the realm from the master realm. Whoever may import may make superusers.
 */
public final class ImportResource {

  private static final String[] PARAMETERS =
      Stream.concat(ImportOptions.NAMES.stream(), Stream.of(SentDump.FILE)).toArray(String[]::new);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminAccess access;
  private final SentDump dump;
  private final AdminRequest exchange;
  private final Imports imports;

  ImportResource(
      KeycloakSession session,
      RealmModel realm,
      AdminAccess access,
      SentDump dump,
      AdminRequest exchange,
      Meters meters,
      Traces traces) {
    this.session = session;
    this.realm = realm;
    this.access = access;
    this.dump = dump;
    this.exchange = exchange;
    this.imports = new Imports(session, realm, Clock.systemUTC(), meters, traces);
  }

  /**
   * Starts an import of the body, of a file of the server's, or of the bridged database; 202 with
   * its status.
   */
  @POST
  public Response start(InputStream body) {
    return answered(
        () -> {
          exchange.requireOnly(PARAMETERS);
          RealmAccounts storages = new RealmAccounts(session, realm);
          ImportOptions options = options(this::parameter).withModel(storages.userModel());
          AccountStorageProvider storage = storage(storages);
          requireTablesOfItsOwn(storages);
          return started(body, options, storage, storages.isBridged())
              .flatMap(imports::status)
              .map(status -> response(202, status))
              .orElseGet(this::anotherRuns);
        });
  }

  /** The latest imports. */
  @GET
  public Response list() {
    return answered(() -> response(200, imports.latest()));
  }

  /** How far an import is, and what it found. */
  @GET
  @Path("{id}")
  public Response status(@PathParam("id") String id) {
    return answered(() -> response(200, imports.status(id).orElseThrow(ApiException::notFound)));
  }

  /** Cancels an import; what it committed stays. */
  @DELETE
  @Path("{id}")
  public Response cancel(@PathParam("id") String id) {
    return answered(
        () -> {
          exchange.requireOnly();
          Map<String, Object> status = imports.status(id).orElseThrow(ApiException::notFound);
          if (!imports.cancel(id)) {
            throw ApiException.conflict(ErrorCode.ENDED, "The import has ended.");
          }
          return response(202, status);
        });
  }

  /** The tables have no realm column: one realm's superusers must not become another's. */
  private void requireTablesOfItsOwn(RealmAccounts storages) {
    if (storages.anotherRealmHasTheTables()) {
      throw ApiException.conflict(
          ErrorCode.IN_USE,
          "Another realm of this server keeps its users in the tables that this import would"
              + " write, or has imported them.");
    }
  }

  private Optional<String> started(
      InputStream body, ImportOptions options, AccountStorageProvider storage, boolean bridged) {
    if (options.source() == ImportOptions.Source.DUMP) {
      return imports.start(dump.in(body), options, storage.passwordFormats(), administrator());
    }
    SentDump.requireNone(body);
    if (!bridged) {
      throw ApiException.badRequest("This realm does not keep its users in a Django database.");
    }
    return imports.startFromDatabase(options, storage.passwordFormats(), administrator());
  }

  /** The latest ones, the newest first, without what they found wrong. */
  List<Map<String, Object>> latest() {
    return imports.latest();
  }

  private Response anotherRuns() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detail", "Another import of this realm is running.");
    body.put("code", ErrorCode.RUNNING.text());
    imports.running().ifPresent(id -> body.put("id", id));
    return response(409, body);
  }

  private Response answered(Supplier<Response> work) {
    return exchange.answered(
        () -> {
          access.requireRealmAdministrator();
          return work.get();
        });
  }

  /**
   * The options of an import, or of a look before it.
   *
   * @throws ApiException 400 at the one that is not usable
   */
  static ImportOptions options(UnaryOperator<String> parameters) {
    try {
      return ImportOptions.of(parameters);
    } catch (ImportOptions.InvalidOptionException invalid) {
      throw ApiException.validation(
          FieldErrors.none()
              .with(
                  invalid.option(),
                  ErrorCode.INVALID,
                  Objects.requireNonNull(invalid.getMessage())));
    }
  }

  /**
   * Where an import goes to.
   *
   * @throws ApiException 400 if the realm has no such storage
   */
  static AccountStorageProvider storage(RealmAccounts storages) {
    return storages
        .storage()
        .orElseThrow(
            () ->
                ApiException.badRequest(
                    "This realm does not keep its users in the auth service's tables."));
  }

  private AuthDetails administrator() {
    AdminAuth bearer = access.bearer();
    AuthDetails details = new AuthDetails();
    details.setRealmId(bearer.getRealm().getId());
    details.setRealmName(bearer.getRealm().getName());
    details.setClientId(bearer.getClient().getId());
    details.setUserId(bearer.getUser().getId());
    details.setIpAddress(session.getContext().getConnection().getRemoteAddr());
    return details;
  }

  private String parameter(String name) {
    return exchange.query(name).orElse("");
  }

  private Response response(int status, Object body) {
    return exchange.response(status, body);
  }
}
