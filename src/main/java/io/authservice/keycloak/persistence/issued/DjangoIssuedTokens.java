package io.authservice.keycloak.persistence.issued;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.IssuedTokenRow;
import io.authservice.keycloak.account.issued.IssuedTokens;
import io.authservice.keycloak.account.issued.TokenDigest;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import io.authservice.keycloak.persistence.failure.TableReader;
import io.authservice.keycloak.persistence.table.KeyForm;
import jakarta.persistence.EntityManager;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tables of django-oauth-toolkit, of Django REST framework's {@code authtoken} and of
 * SimpleJWT's {@code token_blacklist}, in a Django database that may or may not have them. They may
 * be made at any time, so each time is the first.
 */
public final class DjangoIssuedTokens implements IssuedTokens {

  private static final String ACCESS =
      "select t.token as text, t.id as place, t.id as grant_id, t.user_id, t.scope, t.created, t.expires,"
          + " a.client_id from oauth2_provider_accesstoken t"
          + " join oauth2_provider_application a on a.id = t.application_id";

  private static final String REFRESH =
      "select t.token as text, t.id as place, t.access_token_id as grant_id, t.user_id, c.scope, t.created,"
          + " a.client_id from oauth2_provider_refreshtoken t"
          + " join oauth2_provider_application a on a.id = t.application_id"
          + " join oauth2_provider_accesstoken c on c.id = t.access_token_id"
          + " where t.revoked is null";

  private static final String DRF =
      "select t.key as text, t.key as place, t.user_id, t.created from authtoken_token t";

  private static final String BLACKLISTED =
      "select t.jti as text, t.id as place, t.created_at as created, t.expires_at as expires"
          + " from token_blacklist_outstandingtoken t"
          + " join token_blacklist_blacklistedtoken b on b.token_id = t.id";

  private final TableReader tables;
  private final KeyForm form;
  private final String componentId;
  private final ChecksumColumns checksums;

  /**
   * Reads one database.
   *
   * @param componentId whose database it is
   * @param checksums known to all sessions
   */
  public DjangoIssuedTokens(
      EntityManager em, DatabaseFailures faults, String componentId, ChecksumColumns checksums) {
    this.tables = new TableReader(em, faults);
    this.form = KeyForm.of(em);
    this.componentId = componentId;
    this.checksums = checksums;
  }

  @Override
  public Optional<IssuedToken> find(Kind kind, String token) {
    return switch (kind) {
      case OAUTH2_ACCESS -> access(token);
      case OAUTH2_REFRESH -> only(rows(kind, REFRESH + " and t.token = ?", token), token);
      case DRF -> only(rows(kind, DRF + " where t.key = ?", token), token);
      case JWT_BLACKLISTED -> only(rows(kind, BLACKLISTED + " where t.jti = ?", token), token);
    };
  }

  /** The next rows of a kind, as {@code RowExport} gives them. */
  public List<IssuedTokenRow> after(Kind kind, String place, int max) {
    boolean first = place.isEmpty();
    return switch (kind) {
      case OAUTH2_ACCESS ->
          page(kind, ACCESS + " where t.id > ? order by t.id", max, first ? 0L : id(place));
      case OAUTH2_REFRESH ->
          page(kind, REFRESH + " and t.id > ? order by t.id", max, first ? 0L : id(place));
      case DRF -> page(kind, DRF + " where t.key > ? order by t.key", max, place);
      case JWT_BLACKLISTED ->
          page(kind, BLACKLISTED + " where t.id > ? order by t.id", max, first ? 0L : id(place));
    };
  }

  private static long id(String place) {
    return Long.parseLong(place);
  }

  private List<IssuedTokenRow> page(Kind kind, String sql, int max, Object place) {
    return tables
        .rows(
            sql + " limit " + max,
            row ->
                new IssuedTokenRow(
                    row.getString("place"), TokenDigest.of(text(row, "text")), token(kind, row)),
            place)
        .orElse(List.of());
  }

  private Optional<IssuedToken> access(String token) {
    if (!checksums.isMissing(componentId)) {
      Optional<List<Found>> found =
          rows(Kind.OAUTH2_ACCESS, ACCESS + " where t.token_checksum = ?", TokenDigest.of(token));
      if (found.isPresent()) {
        return only(found, token);
      }
      checksums.noteMissing(componentId);
    }
    return only(rows(Kind.OAUTH2_ACCESS, ACCESS + " where t.token = ?", token), token);
  }

  private record Found(String text, IssuedToken token) {}

  private Optional<List<Found>> rows(Kind kind, String sql, String parameter) {
    return tables.rows(sql, row -> new Found(row.getString("text"), token(kind, row)), parameter);
  }

  /** To the letter: some databases compare texts without regard to case, accents or spaces. */
  private static Optional<IssuedToken> only(Optional<List<Found>> found, String token) {
    return found.stream()
        .flatMap(List::stream)
        .filter(row -> MessageDigest.isEqual(row.text().getBytes(UTF_8), token.getBytes(UTF_8)))
        .map(Found::token)
        .findFirst();
  }

  private IssuedToken token(Kind kind, ResultSet row) throws SQLException {
    boolean ofClient = kind.hasClient();
    return new IssuedToken(
        kind,
        kind == Kind.JWT_BLACKLISTED
            ? Optional.empty()
            : Optional.ofNullable(form.read(row, row.findColumn("user_id"))),
        ofClient ? text(row, "client_id") : "",
        ofClient ? text(row, "scope") : "",
        ofClient ? text(row, "grant_id") : TokenDigest.of(text(row, "text")),
        Moments.read(row, "created").orElse(Instant.EPOCH),
        kind == Kind.OAUTH2_ACCESS || kind == Kind.JWT_BLACKLISTED
            ? Optional.of(Moments.read(row, "expires").orElse(Instant.EPOCH))
            : Optional.empty());
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
