package io.authservice.keycloak.migration.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.PasswordSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ClientRepresentation;

class ClientPlanTest {

  private static final String HASH =
      "pbkdf2_sha256$1000$xmTVIYKcajNOivvyHiRvu3$jdKkE3a8V+1n/EeBLBImkj6g9ds7ElWZGE0DpuZGvLo=";

  private final Findings findings = new Findings();
  private final ClientPlan plan =
      new ClientPlan(new DjangoPasswords(PasswordSettings.defaults()), 3600, findings);

  @ParameterizedTest
  @CsvSource({
    "authorization-code, true, false, false, false, true",
    "implicit, false, true, false, false, true",
    "openid-hybrid, true, true, false, false, true",
    "password, false, false, true, false, false",
    "client-credentials, false, false, false, true, false",
    "urn:ietf:params:oauth:grant-type:device_code, false, false, false, false, true"
  })
  void theGrantTypeIsAFlow(
      String grant,
      boolean standard,
      boolean implicit,
      boolean direct,
      boolean service,
      boolean consent) {
    ClientRepresentation client = client("confidential", grant, "s", "https://a.example/cb");

    assertThat(client.isStandardFlowEnabled()).isEqualTo(standard);
    assertThat(client.isImplicitFlowEnabled()).isEqualTo(implicit);
    assertThat(client.isDirectAccessGrantsEnabled()).isEqualTo(direct);
    assertThat(client.isServiceAccountsEnabled()).isEqualTo(service);
    assertThat(client.isConsentRequired()).isEqualTo(consent);
  }

  @Test
  void answersAsDjangoOauthToolkitDid() {
    ClientRepresentation client =
        client("confidential", "authorization-code", "plain", "https://a.example/cb");

    assertThat(client.getAttributes())
        .isEqualTo(
            Map.of(
                "access.token.lifespan", "3600",
                "exclude.session.state.from.auth.response", "true",
                "exclude.issuer.from.auth.response", "true",
                "post.logout.redirect.uris", "-"));
    assertThat(client.getDefaultClientScopes()).containsExactly("basic", "auth-service");
    assertThat(client.getOptionalClientScopes()).containsExactly("read", "write");
    assertThat(client.isFullScopeAllowed()).isFalse();
    assertThat(client.getSecret()).isEqualTo("plain");
    assertThat(client.getProtocolMappers()).isNull();
    assertThat(client.getClientAuthenticatorType()).isNull();
    assertThat(client.getRedirectUris()).containsExactly("https://a.example/cb");
  }

  @Test
  void aHashedSecretStaysHashed() {
    ClientRepresentation client =
        client("confidential", "authorization-code", HASH, "https://a.example/cb");

    assertThat(client.getClientAuthenticatorType()).isEqualTo("auth-service-django-secret");
    assertThat(client.getAttributes()).containsEntry("auth-service.django.secret", HASH);
    assertThat(client.getSecret()).isNull();
  }

  /** Django would take these 32 characters for an MD5; nothing ever hashed a secret so. */
  @Test
  void aSecretWithoutAnAlgorithmIsPlain() {
    String secret = "0123456789abcdef0123456789abcdef";

    assertThat(client("confidential", "password", secret, "").getSecret()).isEqualTo(secret);
  }

  @Test
  void aPublicClientHasNoSecret() {
    ClientRepresentation client =
        client("public", "authorization-code", HASH, "https://a.example/cb");

    assertThat(client.isPublicClient()).isTrue();
    assertThat(client.getSecret()).isNull();
    assertThat(client.getAttributes()).doesNotContainKey("auth-service.django.secret");
  }

  @Test
  void wildcardsScriptsAndFragmentsAreLeftOut() {
    ClientRepresentation client =
        client(
            "public",
            "authorization-code",
            "",
            "https://a.example/* javascript:alert(1) https://a.example/#x /relative"
                + " com.example.app:/cb  https://b.example/cb?x=1");

    assertThat(client.getRedirectUris())
        .containsExactly("com.example.app:/cb", "https://b.example/cb?x=1");
    assertThat(findings.errors()).isZero();
    assertThat(findings.asJson().get("warnings")).isNotEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({
    "secret, password, s",
    "public, client-credentials, ''",
    "confidential, password, scrypt9$a$b"
  })
  void whatCannotBeMadeAClientIsLeftOut(String type, String grant, String secret) {
    assertThat(plan.client(application(type, grant, secret, ""))).isEmpty();
    assertThat(findings.errors()).isEqualTo(1);
    assertThat(findings.asJson().toString()).contains("bad_application").doesNotContain("scrypt9");
  }

  private ClientRepresentation client(String type, String grant, String secret, String uris) {
    Optional<ClientRepresentation> client = plan.client(application(type, grant, secret, uris));
    assertThat(client).as("%s", findings.asJson()).isPresent();
    return client.orElseThrow();
  }

  private static ApplicationRow application(String type, String grant, String secret, String uris) {
    return new ApplicationRow(OptionalLong.of(1), columns(type, grant, secret, uris));
  }

  private static Map<String, String> columns(
      String type, String grant, String secret, String uris) {
    return Map.of(
        "client_id", "shop",
        "name", "Shop",
        "client_type", type,
        "authorization_grant_type", grant,
        "client_secret", secret,
        "redirect_uris", uris);
  }

  private Optional<ClientRepresentation> with(String secret, Map<String, String> more) {
    Map<String, String> columns =
        new HashMap<>(columns("confidential", "authorization-code", secret, ""));
    columns.putAll(more);
    return plan.client(new ApplicationRow(OptionalLong.of(1), columns));
  }

  @Test
  void devicesAreGivenTheGrantAlone() {
    ClientRepresentation client =
        client("public", "urn:ietf:params:oauth:grant-type:device_code", "", "");

    assertThat(client.getAttributes())
        .containsEntry("oauth2.device.authorization.grant.enabled", "true");
    assertThat(client("public", "implicit", "", "").getAttributes())
        .doesNotContainKey("oauth2.device.authorization.grant.enabled");
  }

  /** One such row must not keep all others back. */
  @Test
  void anUnknownGrantLeavesTheApplicationOutAndRefusesNothing() {
    assertThat(plan.client(application("confidential", "carrier-pigeon", "s", ""))).isEmpty();

    assertThat(findings.errors()).isZero();
    assertThat(findings.asJson().get("by_reason")).isEqualTo(Map.of("unsupported_grant", 1));
  }

  @Test
  void columnsThatTheToolkitDoesNotHaveAreNamed() {
    assertThat(with("s", Map.of("tenant", "3", "logo", "", "created", "2024"))).isPresent();

    assertThat(findings.asJson().toString()).contains("does not have: tenant}");
  }

  @Test
  void keysAuthenticateInPlaceOfTheSecret() {
    ClientRepresentation byUri =
        with(
                HASH,
                Map.of(
                    "token_endpoint_auth_method", "private_key_jwt",
                    "client_jwks_uri", "https://a.example/jwks"))
            .orElseThrow();

    assertThat(byUri.getClientAuthenticatorType()).isEqualTo("client-jwt");
    assertThat(byUri.getSecret()).isNull();
    assertThat(byUri.getAttributes())
        .containsEntry("use.jwks.url", "true")
        .containsEntry("jwks.url", "https://a.example/jwks")
        .doesNotContainKey("auth-service.django.secret");

    assertThat(
            with(
                    "plain",
                    Map.of(
                        "token_endpoint_auth_method", "private_key_jwt",
                        "client_jwks", "{\"keys\": []}"))
                .orElseThrow()
                .getAttributes())
        .containsEntry("use.jwks.string", "true")
        .containsEntry("jwks.string", "{\"keys\": []}");
    assertThat(findings.asJson().get("warnings")).isEqualTo(0);
  }

  @Test
  void aSecretThatSignsMustBeKnown() {
    Map<String, String> signing = Map.of("token_endpoint_auth_method", "client_secret_jwt");

    assertThat(with("plain", signing).orElseThrow().getClientAuthenticatorType())
        .isEqualTo("client-secret-jwt");
    assertThat(findings.asJson().get("warnings")).isEqualTo(0);

    assertThat(with(HASH, signing).orElseThrow().getAttributes())
        .doesNotContainKey("auth-service.django.secret");
    assertThat(findings.asJson().get("by_reason")).isEqualTo(Map.of("client_note", 1));
  }

  @Test
  void pushedRequestsStayDemanded() {
    assertThat(
            with("s", Map.of("require_pushed_authorization_requests", "t"))
                .orElseThrow()
                .getAttributes())
        .containsEntry("require.pushed.authorization.requests", "true");
  }

  @Test
  void originsAreWebOrigins() {
    ClientRepresentation client =
        with(
                "",
                Map.of(
                    "skip_authorization", "true",
                    "post_logout_redirect_uris", "https://a.example/bye https://b.example/bye",
                    "allowed_origins", "https://a.example",
                    "algorithm", "RS256"))
            .orElseThrow();

    assertThat(client.getWebOrigins()).isEqualTo(List.of("https://a.example"));
    assertThat(client.isConsentRequired()).isFalse();
    assertThat(client.getAttributes())
        .containsEntry("post.logout.redirect.uris", "https://a.example/bye##https://b.example/bye")
        .containsEntry("id.token.signed.response.alg", "RS256");
    assertThat(client.getProtocolMappers())
        .singleElement()
        .satisfies(
            mapper -> {
              assertThat(mapper.getProtocolMapper()).isEqualTo("auth-service-sub-mapper");
              assertThat(mapper.getConfig()).isEqualTo(Map.of("user.attribute", "user_id"));
            });
  }
}
