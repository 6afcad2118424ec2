package io.authservice.keycloak.migration;

import static io.authservice.keycloak.logging.MigrationLog.LOG;

import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.migration.check.ClientPlan;
import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.token.client.ClientRegistration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.representations.idm.ClientRepresentation;

/** The applications of an import: checked all at once, then made clients one by one. */
final class ApplicationImport {

  private final ClientPlan plan;
  private final RealmTransactions transactions;
  private final ImportReport report;
  private final Runnable pulse;
  private final List<Planned> planned = new ArrayList<>();

  ApplicationImport(
      ClientPlan plan, RealmTransactions transactions, ImportReport report, Runnable pulse) {
    this.plan = plan;
    this.transactions = transactions;
    this.report = report;
    this.pulse = pulse;
  }

  private record Planned(String id, ClientRepresentation client) {}

  void check(List<ApplicationRow> applications) {
    Set<String> existing =
        transactions.in(
            session -> {
              ClientRegistration clients =
                  new ClientRegistration(session, session.getContext().getRealm());
              Set<String> known = new HashSet<>();
              for (ApplicationRow application : applications) {
                if (clients.exists(application.clientId())) {
                  known.add(application.clientId());
                }
              }
              return known;
            });
    Set<String> seen = new HashSet<>();
    for (ApplicationRow application : applications) {
      String id = application.id().isPresent() ? "" + application.id().getAsLong() : "";
      if (existing.contains(application.clientId())) {
        report.client("existing");
        note(id, application.clientId(), Problem.CLIENT_EXISTS, "Is here already, and is kept");
      } else if (!seen.add(application.clientId())) {
        report.client("left_out");
        note(id, application.clientId(), Problem.DUPLICATE_NAME, "The source has the id twice");
      } else {
        plan.client(application)
            .ifPresentOrElse(
                client -> planned.add(new Planned(id, client)), () -> report.client("left_out"));
      }
    }
  }

  /** Counts what {@link #write} would add. */
  void countPlanned() {
    planned.forEach(next -> report.client("added"));
  }

  void write() {
    report.phase("clients", planned.size());
    for (Planned next : planned) {
      pulse.run();
      try {
        transactions.in(
            session -> {
              new ClientRegistration(session, session.getContext().getRealm())
                  .create(next.client());
              return true;
            });
        report.client("added");
      } catch (RuntimeException failure) {
        if (StorageFailures.isOutage(failure)) {
          throw failure;
        }
        LOG.clientRefused(failure);
        report.client("left_out");
        note(
            next.id(),
            next.client().getClientId(),
            Problem.REFUSED_BY_SERVER,
            failure instanceof ClientRegistration.RefusedException refused
                ? "Keycloak refused the client: " + refused.getMessage()
                : "Keycloak refused the client");
      }
      report.progress(1);
    }
  }

  private void note(String id, String clientId, Problem problem, String detail) {
    report.findings().add(problem, Kind.APPLICATION, id, clientId, detail);
  }
}
