package io.authservice.keycloak.migration.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.issued.IssuedToken.Kind;
import io.authservice.keycloak.account.issued.TokenDigest;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.testing.Dumps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenPlanTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String KEY = "0123456789abcdef0123456789abcdef01234567";

  private static final String APPLICATION =
      """
      {"model": "oauth2_provider.application", "pk": 3, "fields": {"client_id": "web",
       "client_type": "public", "authorization_grant_type": "authorization-code",
       "client_secret": "", "name": "", "skip_authorization": false, "redirect_uris": ""}}""";

  @Test
  void refreshTokensMayDoWhatTheirAccessTokensCouldThoughTheseHaveExpired() {
    List<TokenPlan.Planned> planned =
        planned(
            refresh(6, "fresh", "5", "null"),
            access(5, "old", "2025-12-31T23:59:59Z", "read photos"),
            APPLICATION);

    assertThat(planned).hasSize(1);
    TokenPlan.Planned token = planned.get(0);
    assertThat(token.row().digest()).isEqualTo(TokenDigest.of("fresh"));
    assertThat(token.row().token().kind()).isEqualTo(Kind.OAUTH2_REFRESH);
    assertThat(token.row().token().scope()).isEqualTo("read photos");
    assertThat(token.row().token().grantId()).isEqualTo("5");
    assertThat(token.row().token().clientId()).isEqualTo("web");
    assertThat(token.user().orElseThrow().id()).hasValue(7);
  }

  @Test
  void whatIsOverOrSaysNotWhatItMayDoIsLeftOut() {
    assertThat(
            planned(
                APPLICATION,
                access(5, "expired", NOW.toString(), "read"),
                access(8, "live", "2026-01-01T00:00:01Z", "read"),
                refresh(6, "revoked", "8", "\"2025-01-01T00:00:00Z\""),
                refresh(7, "alone", "null", "null"),
                refresh(9, "of-one-that-is-gone", "77", "null")))
        .extracting(token -> token.row().digest())
        .containsExactly(TokenDigest.of("live"));
    assertThat(planned(access(8, "of-no-application", "2026-01-01T00:00:01Z", "read"))).isEmpty();
  }

  @Test
  void naturalKeysAndKeysOfDjangoRestFrameworkAreRead() {
    List<TokenPlan.Planned> planned =
        planned(
            access(5, "live", "2026-01-01T00:00:01Z", "read")
                .replace("\"application\": 3", "\"application\": [\"spa\"]")
                .replace("\"user\": 7", "\"user\": [\"ada\"]"),
            "{\"model\": \"authtoken.token\", \"pk\": \"%s\", \"fields\": {\"user\": 7,"
                    .formatted(KEY)
                + " \"created\": \"2025-01-01T00:00:00Z\"}}");

    assertThat(planned).hasSize(2);
    assertThat(planned.get(0).row().token().clientId()).isEqualTo("spa");
    assertThat(planned.get(0).user().orElseThrow().key()).containsExactly("ada");
    assertThat(planned.get(1).row().digest()).isEqualTo(TokenDigest.of(KEY));
    assertThat(planned.toString()).doesNotContain(KEY);
  }

  @Test
  void aTokenThatCannotBeMadeOutIsAFindingThatDoesNotTellIt() {
    SourceRow row =
        Dumps.rows(
                "[{\"model\": \"authtoken.token\", \"pk\": \"%s\", \"fields\": {\"user\": 7}}]"
                    .formatted(KEY))
            .get(0);

    assertThat(row).isInstanceOf(SourceRow.Unreadable.class);
    assertThat(row.toString()).contains("created").doesNotContain(KEY);
  }

  private static String access(long id, String token, String expires, String scope) {
    return """
    {"model": "oauth2_provider.accesstoken", "pk": %d, "fields": {"user": 7, "token": "%s",
     "application": 3, "expires": "%s", "scope": "%s", "created": "2025-01-01T00:00:00Z",
     "updated": "2025-01-01T00:00:00Z", "source_refresh_token": null, "id_token": null}}"""
        .formatted(id, token, expires, scope);
  }

  private static String refresh(long id, String token, String accessToken, String revoked) {
    return """
    {"model": "oauth2_provider.refreshtoken", "pk": %d, "fields": {"user": 7, "token": "%s",
     "application": 3, "access_token": %s, "created": "2025-01-01T00:00:00Z",
     "updated": "2025-01-01T00:00:00Z", "revoked": %s}}"""
        .formatted(id, token, accessToken, revoked);
  }

  private static List<TokenPlan.Planned> planned(String... objects) {
    List<SourceRow> rows = Dumps.rows("[" + String.join(",", objects) + "]");
    TokenPlan plan = new TokenPlan(NOW);
    rows.forEach(plan::look);
    return rows.stream()
        .filter(SourceRow.Issued.class::isInstance)
        .map(row -> plan.planned((SourceRow.Issued) row))
        .flatMap(Optional::stream)
        .toList();
  }
}
