package io.authservice.keycloak.persistence.issued;

import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.IssuedTokenImport;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.issued.IssuedTokens;
import io.authservice.keycloak.account.issued.TokenDigest;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.TableReader;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.jdbc.Work;

/**
 * The table {@code auth_service_issued_token} in Keycloak's own database: the tokens of one realm
 * that imports moved there, by their digests.
 */
public final class MovedTokens implements IssuedTokens, IssuedTokenImport {

  private static final String FIND =
      "select user_id, user_uuid, client_id, scope, grant_id, issued, expires from auth_service_issued_token"
          + " where realm_id = ? and kind = ? and digest = ?";

  private static final String REMOVE =
      "delete from auth_service_issued_token where realm_id = ? and kind = ? and digest = ?";

  private static final String REMOVE_ALL =
      "delete from auth_service_issued_token where realm_id = ? and kind = ?";

  private static final String REMOVE_EXPIRED =
      "delete from auth_service_issued_token where realm_id = ? and expires <= ?";

  private static final String ADD =
      "insert into auth_service_issued_token (realm_id, kind, digest, user_id, client_id, scope,"
          + " grant_id, issued, expires, user_uuid) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final EntityManager em;
  private final DatabaseFailures faults;
  private final String realmId;

  public MovedTokens(EntityManager em, DatabaseFailures faults, String realmId) {
    this.em = em;
    this.faults = faults;
    this.realmId = realmId;
  }

  @Override
  public Optional<IssuedToken> find(Kind kind, String token) {
    return faults.translating(
        () ->
            em
                .unwrap(Session.class)
                .doReturningWork(
                    connection ->
                        TableReader.read(
                            connection,
                            FIND,
                            row -> token(kind, row),
                            realmId,
                            kind.text(),
                            TokenDigest.of(token)))
                .stream()
                .findFirst());
  }

  private static IssuedToken token(Kind kind, ResultSet row) throws SQLException {
    return new IssuedToken(
        kind,
        owner(row),
        row.getString("client_id"),
        row.getString("scope"),
        row.getString("grant_id"),
        Instant.ofEpochSecond(row.getLong("issued")),
        TableReader.number(row, "expires").stream().mapToObj(Instant::ofEpochSecond).findFirst());
  }

  private static Optional<UserId> owner(ResultSet row) throws SQLException {
    String uuid = row.getString("user_uuid");
    return uuid == null
        ? TableReader.number(row, "user_id").stream().mapToObj(UserId::of).findFirst()
        : UserId.read(uuid);
  }

  @Override
  public void removeAll(Set<Kind> kinds) {
    work(
        connection -> {
          try (PreparedStatement remove = connection.prepareStatement(REMOVE_ALL)) {
            for (Kind kind : kinds) {
              remove.setString(1, realmId);
              remove.setString(2, kind.text());
              remove.executeUpdate();
            }
          }
        });
  }

  @Override
  public void removeExpired(Instant now) {
    work(
        connection -> {
          try (PreparedStatement remove = connection.prepareStatement(REMOVE_EXPIRED)) {
            remove.setString(1, realmId);
            remove.setLong(2, now.getEpochSecond());
            remove.executeUpdate();
          }
        });
  }

  @Override
  public void put(List<IssuedTokenRow> rows) {
    work(
        connection -> {
          try (PreparedStatement remove = connection.prepareStatement(REMOVE);
              PreparedStatement add = connection.prepareStatement(ADD)) {
            for (IssuedTokenRow row : rows) {
              key(remove, row);
              remove.addBatch();
              key(add, row);
              values(add, row.token());
              add.addBatch();
            }
            remove.executeBatch();
            add.executeBatch();
          }
        });
  }

  private void key(PreparedStatement statement, IssuedTokenRow row) throws SQLException {
    statement.setString(1, realmId);
    statement.setString(2, row.token().kind().text());
    statement.setString(3, row.digest());
  }

  private static void values(PreparedStatement statement, IssuedToken token) throws SQLException {
    Optional<UserId> owner = token.accountId();
    setNumber(statement, 4, owner.map(MovedTokens::number).orElse(OptionalLong.empty()));
    statement.setString(5, token.clientId());
    statement.setString(6, token.scope());
    statement.setString(7, token.grantId());
    statement.setLong(8, token.issuedAt().getEpochSecond());
    setNumber(
        statement,
        9,
        token
            .expiresAt()
            .map(end -> OptionalLong.of(end.getEpochSecond()))
            .orElse(OptionalLong.empty()));
    statement.setString(
        10, owner.filter(id -> number(id).isEmpty()).map(UserId::toString).orElse(null));
  }

  private static OptionalLong number(UserId id) {
    return id instanceof UserId.Whole whole
        ? OptionalLong.of(whole.number())
        : OptionalLong.empty();
  }

  private static void setNumber(PreparedStatement statement, int index, OptionalLong number)
      throws SQLException {
    if (number.isPresent()) {
      statement.setLong(index, number.getAsLong());
    } else {
      statement.setNull(index, Types.BIGINT);
    }
  }

  private void work(Work work) {
    faults.translating(() -> em.unwrap(Session.class).doWork(work));
  }
}
