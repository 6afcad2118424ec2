package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.migration.source.ForeignKey;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.SourceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which tokens of the old service are moved: those that could still be used. The first look at a
 * source gathers what their rows refer to.
 */
public final class TokenPlan {

  /** What is held in memory must have a bound: 16 bytes each. */
  private static final int MOST_ACCESS_TOKENS = 2_000_000;

  private static final int MOST_SCOPES = 10_000;
  private static final int LONGEST_SCOPE = 1000;
  private static final int LONGEST_CLIENT_ID = 255;

  private final Instant now;
  private final Map<Long, String> clientIds = new HashMap<>();
  private final Map<String, Integer> scopes = new HashMap<>();
  private final List<String> scopeTexts = new ArrayList<>();
  private final LongMap scopeOfAccess = new LongMap();
  private int accessTokens;

  public TokenPlan(Instant now) {
    this.now = now;
  }

  /**
   * Takes a row in.
   *
   * @throws ImportFailedException if there are too many
   */
  public void look(SourceRow row) {
    if (row instanceof SourceRow.Application application && application.row().id().isPresent()) {
      clientIds.put(application.row().id().getAsLong(), application.row().clientId());
    } else if (row instanceof SourceRow.Issued issued
        && issued.kind() == Kind.OAUTH2_ACCESS
        && !issued.id().isEmpty()) {
      if (++accessTokens > MOST_ACCESS_TOKENS) {
        throw new ImportFailedException(
            "There are more than " + MOST_ACCESS_TOKENS + " access tokens; clear the expired ones");
      }
      scopeOfAccess.putIfAbsent(Long.parseLong(issued.id()), scope(issued.scope().orElse("")));
    }
  }

  private int scope(String text) {
    Integer known = scopes.get(text);
    if (known != null) {
      return known;
    }
    if (scopeTexts.size() >= MOST_SCOPES || text.length() > LONGEST_SCOPE) {
      throw new ImportFailedException(
          "Access tokens have more than " + MOST_SCOPES + " different scopes, or too long ones");
    }
    scopes.put(text, scopeTexts.size());
    scopeTexts.add(text);
    return scopeTexts.size() - 1;
  }

  /**
   * A token to be moved.
   *
   * @param row its user is not known yet
   * @param user empty for a client's own
   */
  public record Planned(IssuedTokenRow row, Optional<ForeignKey> user) {}

  /**
   * What becomes of a token; empty if it is of no use any more, or nobody can say what it may do.
   */
  public Optional<Planned> planned(SourceRow.Issued issued) {
    Optional<String> clientId = clientId(issued);
    Optional<String> scope = scope(issued).filter(text -> text.length() <= LONGEST_SCOPE);
    boolean isOver =
        issued.revoked() || issued.expires().filter(end -> !end.isAfter(now)).isPresent();
    if (isOver || clientId.isEmpty() || scope.isEmpty() || issued.grantId().isEmpty()) {
      return Optional.empty();
    }
    IssuedToken token =
        new IssuedToken(
            issued.kind(),
            Optional.empty(),
            clientId.get(),
            scope.get(),
            issued.grantId(),
            issued.created(),
            issued.expires());
    return Optional.of(
        new Planned(new IssuedTokenRow(issued.id(), issued.digest(), token), issued.user()));
  }

  private Optional<String> clientId(SourceRow.Issued issued) {
    if (!issued.kind().hasClient()) {
      return Optional.of("");
    }
    return issued
        .application()
        .flatMap(
            key ->
                key.id().isPresent()
                    ? Optional.ofNullable(clientIds.get(key.id().getAsLong()))
                    : key.key().stream().findFirst())
        .filter(id -> !id.isEmpty() && id.length() <= LONGEST_CLIENT_ID);
  }

  private Optional<String> scope(SourceRow.Issued issued) {
    if (issued.scope().isPresent() || issued.grantId().isEmpty()) {
      return issued.scope();
    }
    OptionalLong known = scopeOfAccess.get(Long.parseLong(issued.grantId()));
    return known.isPresent()
        ? Optional.of(scopeTexts.get((int) known.getAsLong()))
        : Optional.empty();
  }
}
