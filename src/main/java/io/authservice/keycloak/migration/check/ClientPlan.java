package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.migration.source.Problem;
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

  private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

  private static final String NO_URIS = "-";

  /** Far beyond any set of public keys. */
  private static final int LONGEST_KEYS = 20_000;

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
  public Optional<ClientRepresentation> client(ApplicationRow application) {
    String id = application.id().isPresent() ? "" + application.id().getAsLong() : "";
    ColumnCheck texts = new ColumnCheck(findings, Kind.APPLICATION, id, application.clientId());
    texts.column("client_id", application.clientId(), 255).column("name", application.name(), 255);
    if (application.clientId().isBlank()) {
      texts.complain(Problem.BAD_APPLICATION, "The client id is blank");
    }
    if (!isGrant(application.grantType())) {
      texts.complain(
          Problem.UNSUPPORTED_GRANT,
          "The grant type is none of django-oauth-toolkit's: the application is left out");
      return Optional.empty();
    }
    noteUnknown(application, texts);
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
    setFlows(client, application);
    setSecret(client, application, texts);
    setKeys(client, application, texts);
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

  private Map<String, String> attributes(ApplicationRow application, ColumnCheck texts) {
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
    } else if (!application.algorithm().isEmpty()) {
      texts.complain(
          Problem.CLIENT_NOTE, "The algorithm of its ID tokens is none of django-oauth-toolkit's");
    }
    if (application.pushedOnly()) {
      attributes.put("require.pushed.authorization.requests", "true");
    }
    return attributes;
  }

  private static void noteUnknown(ApplicationRow application, ColumnCheck texts) {
    List<String> unknown = application.unknown();
    if (!unknown.isEmpty()) {
      texts.complain(
          Problem.CLIENT_NOTE,
          "Not carried over are columns that django-oauth-toolkit does not have: "
              + String.join(", ", unknown));
    }
  }

  private static boolean isGrant(String type) {
    return isForBrowsers(type) || Set.of("password", "client-credentials").contains(type);
  }

  private static boolean isForBrowsers(String grant) {
    return Set.of("authorization-code", "implicit", "openid-hybrid", DEVICE_CODE).contains(grant);
  }

  /** Keycloak refuses password grants of clients that require consent; it has no page to ask on. */
  private static void setFlows(ClientRepresentation client, ApplicationRow application) {
    String grant = application.grantType();
    client.setStandardFlowEnabled(
        grant.equals("authorization-code") || grant.equals("openid-hybrid"));
    client.setImplicitFlowEnabled(grant.equals("implicit") || grant.equals("openid-hybrid"));
    client.setDirectAccessGrantsEnabled(grant.equals("password"));
    client.setServiceAccountsEnabled(grant.equals("client-credentials"));
    if (grant.equals(DEVICE_CODE)) {
      client.getAttributes().put("oauth2.device.authorization.grant.enabled", "true");
    }
    client.setConsentRequired(isForBrowsers(grant) && !application.skipAuthorization());
  }

  private void setSecret(
      ClientRepresentation client, ApplicationRow application, ColumnCheck texts) {
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

  /** Who signs assertions (RFC 7523) is known by keys, and by nothing else. */
  private static void setKeys(
      ClientRepresentation client, ApplicationRow application, ColumnCheck texts) {
    switch (application.authentication()) {
      case "", "none", "client_secret_basic", "client_secret_post" -> {}
      case "private_key_jwt" -> {
        client.setClientAuthenticatorType("client-jwt");
        client.setSecret(null);
        client.getAttributes().remove(DJANGO_SECRET);
        String where = application.keysUri().isBlank() ? "jwks.string" : "jwks.url";
        String keys = application.keysUri().isBlank() ? application.keys() : application.keysUri();
        texts.column(where, keys, LONGEST_KEYS);
        client.getAttributes().put("use." + where, "true");
        client.getAttributes().put(where, keys);
      }
      case "client_secret_jwt" -> {
        if (client.getSecret() == null) {
          texts.complain(
              Problem.CLIENT_NOTE,
              "It signs by its secret, of which only the hash is known: it needs a new one");
        }
        client.setClientAuthenticatorType("client-secret-jwt");
        client.getAttributes().remove(DJANGO_SECRET);
      }
      default ->
          texts.complain(
              Problem.CLIENT_NOTE,
              "How it authenticates is no way of django-oauth-toolkit's: it does so by its secret");
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
