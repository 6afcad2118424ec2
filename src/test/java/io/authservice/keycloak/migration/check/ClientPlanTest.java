package io.authservice.keycloak.migration.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.PasswordSettings;
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
    "client-credentials, false, false, false, true, false"
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
    "confidential, carrier-pigeon, s",
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

  private static SourceRow.Application application(
      String type, String grant, String secret, String uris) {
    return new SourceRow.Application(
        OptionalLong.of(1), "shop", type, grant, secret, "Shop", false, uris, "", "", "", true);
  }

  @Test
  void originsAreWebOrigins() {
    SourceRow.Application application =
        new SourceRow.Application(
            OptionalLong.of(1),
            "shop",
            "public",
            "authorization-code",
            "",
            "Shop",
            true,
            "https://a.example/cb",
            "https://a.example/bye https://b.example/bye",
            "https://a.example",
            "RS256",
            false);

    ClientRepresentation client = plan.client(application).orElseThrow();

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
