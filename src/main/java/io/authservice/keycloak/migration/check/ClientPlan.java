package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.migration.source.Problem;
import io.authservice.keycloak.migration.source.SourceRow;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.token.claim.DjangoSubjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/**
 * A client of Keycloak's for each application of django-oauth-toolkit's, set so that its clients
 * are answered as before.
 */
public final class ClientPlan {

  /**
   * The client authenticator that verifies secrets hashed by Django, and where it finds the hash.
   */
  static final String DJANGO_SECRET_AUTHENTICATOR = "auth-service-django-secret";

  static final String DJANGO_SECRET = "auth-service.django.secret";

  private static final String NO_URIS = "-";
  private static final Set<String> SCRIPT_SCHEMES = Set.of("javascript", "data", "vbscript");

  private final DjangoPasswords passwords;
  private final int accessTokenLifespan;
  private final Findings findings;

  public ClientPlan(DjangoPasswords passwords, int accessTokenLifespan, Findings findings) {
    this.passwords = passwords;
    this.accessTokenLifespan = accessTokenLifespan;
    this.findings = findings;
  }

  /** The client; empty if the application cannot be made one, for a reason that is noted. */
  public Optional<ClientRepresentation> client(SourceRow.Application application) {
    String id = application.id().isPresent() ? "" + application.id().getAsLong() : "";
    ColumnCheck texts = new ColumnCheck(findings, Kind.APPLICATION, id, application.clientId());
    texts.column("client_id", application.clientId(), 255).column("name", application.name(), 255);
    if (application.clientId().isBlank()) {
      texts.complain(Problem.BAD_APPLICATION, "The client id is blank");
    }
    ClientRepresentation client = new ClientRepresentation();
    client.setClientId(application.clientId());
    client.setName(application.name());
    client.setProtocol("openid-connect");
    client.setEnabled(true);
    client.setFullScopeAllowed(false);
    client.setDefaultClientScopes(List.of("basic", "auth-service"));
    client.setOptionalClientScopes(List.of("read", "write"));
    client.setAttributes(attributes(application, texts));
    client.setRedirectUris(uris("redirect_uris", application.redirectUris(), texts));
    client.setWebOrigins(words(application.allowedOrigins()));
    if (!application.algorithm().isBlank()) {
      client.setProtocolMappers(List.of(subject()));
    }
    setFlows(client, application, texts);
    setSecret(client, application, texts);
    return texts.fit() ? Optional.of(client) : Optional.empty();
  }

  /** Whoever was given ID tokens knows its users by what these called them. */
  private static ProtocolMapperRepresentation subject() {
    ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
    mapper.setName("sub");
    mapper.setProtocol("openid-connect");
    mapper.setProtocolMapper(DjangoSubjectMapper.ID);
    mapper.setConfig(Map.of(DjangoSubjectMapper.ATTRIBUTE, UserAttributes.USER_ID));
    return mapper;
  }

  private Map<String, String> attributes(SourceRow.Application application, ColumnCheck texts) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("access.token.lifespan", Integer.toString(accessTokenLifespan));
    attributes.put("exclude.session.state.from.auth.response", "true");
    attributes.put("exclude.issuer.from.auth.response", "true");
    List<String> logout =
        uris("post_logout_redirect_uris", application.postLogoutRedirectUris(), texts);
    attributes.put(
        "post.logout.redirect.uris", logout.isEmpty() ? NO_URIS : String.join("##", logout));
    if (application.algorithm().equals("RS256")) {
      attributes.put("id.token.signed.response.alg", "RS256");
    } else if (application.algorithm().equals("HS256")) {
      texts.complain(
          Problem.CLIENT_NOTE, "Its ID tokens were signed HS256 and are signed by the realm now");
    }
    return attributes;
  }

  /** Keycloak refuses password grants of clients that require consent; it has no page to ask on. */
  private static void setFlows(
      ClientRepresentation client, SourceRow.Application application, ColumnCheck texts) {
    String grant = application.grantType();
    boolean browser = Set.of("authorization-code", "implicit", "openid-hybrid").contains(grant);
    if (!browser && !Set.of("password", "client-credentials").contains(grant)) {
      texts.complain(Problem.BAD_APPLICATION, "The grant type is none of django-oauth-toolkit's");
    }
    client.setStandardFlowEnabled(
        grant.equals("authorization-code") || grant.equals("openid-hybrid"));
    client.setImplicitFlowEnabled(grant.equals("implicit") || grant.equals("openid-hybrid"));
    client.setDirectAccessGrantsEnabled(grant.equals("password"));
    client.setServiceAccountsEnabled(grant.equals("client-credentials"));
    client.setConsentRequired(browser && !application.skipAuthorization());
  }

  private void setSecret(
      ClientRepresentation client, SourceRow.Application application, ColumnCheck texts) {
    String secret = application.secret();
    switch (application.clientType()) {
      case "public" -> {
        client.setPublicClient(true);
        if (application.grantType().equals("client-credentials")) {
          texts.complain(Problem.BAD_APPLICATION, "A public client has no credentials of its own");
        }
      }
      case "confidential" -> {
        client.setPublicClient(false);
        if (secret.isEmpty() || secret.startsWith("!")) {
          texts.complain(Problem.CLIENT_NOTE, "It had no usable secret, and gets a new one");
        } else if (isHashed(secret)) {
          client.setClientAuthenticatorType(DJANGO_SECRET_AUTHENTICATOR);
          client.getAttributes().put(DJANGO_SECRET, secret);
          if (!passwords.isUsable(secret)) {
            texts.complain(
                Problem.REFUSED_HASH, "The secret's hash is damaged, too costly or refused");
          }
        } else if (secret.matches("[a-z0-9_]+\\$.+\\$.+")) {
          texts.complain(Problem.BAD_APPLICATION, "No hasher of Django's wrote the secret");
        } else {
          texts.column("client_secret", secret, 255);
          client.setSecret(secret);
        }
      }
      default ->
          texts.complain(
              Problem.BAD_APPLICATION, "The client type is neither public nor confidential");
    }
  }

  /** Hashes without their algorithm's name look like secrets, and were never written for one. */
  private boolean isHashed(String secret) {
    return secret.indexOf('$') > 0 && passwords.algorithmOf(secret).isPresent();
  }

  private static List<String> uris(String field, String separated, ColumnCheck texts) {
    List<String> uris = new ArrayList<>();
    for (String uri : words(separated)) {
      if (isPlain(uri)) {
        uris.add(uri);
      } else {
        texts.complain(
            Problem.CLIENT_NOTE,
            "One of " + field + " is no absolute address without wildcards, and left out");
      }
    }
    return uris;
  }

  /** An asterisk would be a wildcard to Keycloak. */
  private static boolean isPlain(String uri) {
    try {
      URI parsed = new URI(uri);
      return parsed.isAbsolute()
          && parsed.getRawFragment() == null
          && uri.indexOf('*') < 0
          && !SCRIPT_SCHEMES.contains(parsed.getScheme().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static List<String> words(String separated) {
    return Arrays.stream(separated.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}
