package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.IssuedTokenImport;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.UserRow;
import io.authservice.keycloak.migration.check.TokenPlan;
import io.authservice.keycloak.migration.source.ForeignKey;
import io.authservice.keycloak.migration.source.MigrationSource;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.migration.user.UserBatches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/** The tokens of an import, written in portions once their users are. */
final class TokenImport {

  private final MigrationSource source;
  private final TokenPlan plan;
  private final Set<Kind> kinds;
  private final RealmTransactions transactions;
  private final RealmTables accounts;
  private final ImportReport report;
  private final Runnable pulse;
  private final List<TokenPlan.Planned> portion = new ArrayList<>();

  /**
   * Readies it.
   *
   * @param kinds what is moved
   */
  TokenImport(
      MigrationSource source,
      TokenPlan plan,
      Set<Kind> kinds,
      RealmTransactions transactions,
      RealmTables accounts,
      ImportReport report,
      Runnable pulse) {
    this.source = source;
    this.plan = plan;
    this.kinds = kinds;
    this.transactions = transactions;
    this.accounts = accounts;
    this.report = report;
    this.pulse = pulse;
  }

  /** Counts what {@link #write} would add, were all users there. */
  void countPlanned() {
    if (kinds.isEmpty()) {
      return;
    }
    read(planned -> report.token(added(planned.row().token().kind()), 1));
  }

  void write(Instant now) {
    if (kinds.isEmpty()) {
      return;
    }
    report.phase("tokens", 0);
    transactions.in(
        session -> {
          if (source.knowsAllTokens()) {
            // An earlier import may have moved what was ended since.
            tokens(session).removeAll(kinds);
          }
          tokens(session).removeExpired(now);
          return true;
        });
    read(
        planned -> {
          portion.add(planned);
          if (portion.size() >= UserBatches.SIZE) {
            flush();
          }
        });
    flush();
  }

  private interface Taker {
    void take(TokenPlan.Planned planned);
  }

  private void read(Taker taker) {
    source.readTokens(
        kinds,
        row -> {
          if (row instanceof SourceRow.Issued issued) {
            plan.planned(issued).ifPresentOrElse(taker::take, () -> leftOut(issued.kind()));
          }
        },
        pulse);
  }

  /** Whoever has a token is told of it; who took one back is not told that it is over anyway. */
  private void leftOut(Kind kind) {
    if (kind != Kind.JWT_BLACKLISTED) {
      report.token("left_out", 1);
    }
  }

  private static String added(Kind kind) {
    return kind == Kind.JWT_BLACKLISTED ? "blacklisted" : "added";
  }

  private void flush() {
    pulse.run();
    List<IssuedTokenRow> rows =
        transactions.in(
            session -> {
              List<IssuedTokenRow> known = ofKnownUsers(session);
              tokens(session).put(known);
              return known;
            });
    rows.forEach(row -> report.token(added(row.token().kind()), 1));
    report.token("left_out", portion.size() - rows.size());
    report.progress(portion.size());
    portion.clear();
  }

  private IssuedTokenImport tokens(KeycloakSession session) {
    return accounts.tokens(session);
  }

  private List<IssuedTokenRow> ofKnownUsers(KeycloakSession session) {
    Set<UserId> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (TokenPlan.Planned planned : portion) {
      planned
          .user()
          .ifPresent(
              user -> {
                user.userId().ifPresent(ids::add);
                names.addAll(user.key());
              });
    }
    Map<UserId, UserId> byId = new HashMap<>();
    Map<String, UserId> byName = new HashMap<>();
    for (UserRow user : accounts.in(session).users(ids, names)) {
      byId.put(user.account().id(), user.account().id());
      byName.put(user.account().get(UserField.USERNAME), user.account().id());
    }
    List<IssuedTokenRow> rows = new ArrayList<>();
    for (TokenPlan.Planned planned : portion) {
      if (planned.user().isEmpty()) {
        rows.add(planned.row());
      } else {
        ForeignKey user = planned.user().get();
        UserId found =
            user.userId().isPresent()
                ? byId.get(user.userId().get())
                : byName.get(String.join("", user.key()));
        if (found != null) {
          rows.add(of(planned.row(), found));
        }
      }
    }
    return rows;
  }

  private static IssuedTokenRow of(IssuedTokenRow row, UserId accountId) {
    IssuedToken token = row.token();
    return new IssuedTokenRow(
        row.place(),
        row.digest(),
        new IssuedToken(
            token.kind(),
            Optional.of(accountId),
            token.clientId(),
            token.scope(),
            token.grantId(),
            token.issuedAt(),
            token.expiresAt()));
  }
}
