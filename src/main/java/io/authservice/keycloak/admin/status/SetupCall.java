package io.authservice.keycloak.admin.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminEvents;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.setup.MissingParts;
import io.authservice.keycloak.setup.RealmSetup;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Adds to a realm what it lacks of the template, and never changes what is there. */
public final class SetupCall {

  private static final String DRY_RUN = "dry-run";

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final AdminEvents events;
  private final String apiClient;

  /**
   * The call for a realm.
   *
   * @param apiClient the client that stands for the API
   */
  public SetupCall(
      KeycloakSession session,
      RealmModel realm,
      AdminRequest exchange,
      AdminAccess access,
      AdminEvents events,
      String apiClient) {
    this.session = session;
    this.realm = realm;
    this.exchange = exchange;
    this.access = access;
    this.events = events;
    this.apiClient = apiClient;
  }

  /**
   * What was done.
   *
   * @param dryRun whether nothing was, and this is what would be
   * @param left what differs from the template and is the operator's to see to
   */
  @JsonPropertyOrder({"dry_run", "added", "left"})
  private record Report(
      @JsonProperty("dry_run") boolean dryRun,
      @JsonProperty("added") Added added,
      @JsonProperty("left") Left left) {}

  @JsonPropertyOrder({"clients", "client_scopes", "profile_attributes"})
  private record Added(
      @JsonProperty("clients") List<String> clients,
      @JsonProperty("client_scopes") List<String> clientScopes,
      @JsonProperty("profile_attributes") List<String> profileAttributes) {

    private boolean isNothing() {
      return clients.isEmpty() && clientScopes.isEmpty() && profileAttributes.isEmpty();
    }
  }

  /**
   * What is left.
   *
   * @param storage whether there is none
   * @param profileAttributes those that are declared otherwise
   */
  @JsonPropertyOrder({"storage", "profile_attributes"})
  private record Left(
      @JsonProperty("storage") boolean storage,
      @JsonProperty("profile_attributes") List<String> profileAttributes) {}

  /** Adds what is missing, or tells what that is. */
  public Response answer() {
    return exchange.answered(
        () -> {
          access.requireRealmAdministrator();
          exchange.requireOnly(DRY_RUN);
          return exchange.response(200, report(isDryRun()));
        });
  }

  private boolean isDryRun() {
    return switch (exchange.query(DRY_RUN).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw ApiException.validation(
              FieldErrors.none().with(DRY_RUN, ErrorCode.INVALID, "Must be true or false."));
    };
  }

  private Report report(boolean dryRun) {
    RealmSetup setup = new RealmSetup(session, realm, apiClient);
    MissingParts missing = setup.missing();
    Report report =
        new Report(
            dryRun,
            new Added(missing.clients(), missing.clientScopes(), missing.profileAttributes()),
            new Left(missing.storage(), setup.differentAttributes()));
    if (!dryRun && !report.added().isNothing()) {
      setup.add(missing);
      events.realmSetUp(report);
    }
    return report;
  }
}
