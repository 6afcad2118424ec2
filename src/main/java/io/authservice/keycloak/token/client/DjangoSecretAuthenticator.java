package io.authservice.keycloak.token.client;

import static io.authservice.keycloak.logging.TokenLog.LOG;

import io.authservice.keycloak.metrics.Meter;
import io.authservice.keycloak.metrics.Meters;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.authentication.authenticators.client.ClientAuthUtil;
import org.keycloak.models.ClientModel;

/**
 * Authenticates a client by the secret it had in django-oauth-toolkit, of which Django's hash was
 * carried over. Answers and events are those of Keycloak's own secrets. Each use is logged, so that
 * operators see when no client needs it any more.
 */
final class DjangoSecretAuthenticator implements ClientAuthenticator {

  /** The client's attribute that holds what Django's {@code make_password} made of its secret. */
  static final String HASH = "auth-service.django.secret";

  private final SecretCache secrets;
  private final Meters meters;
  private final AtomicLong uses = new AtomicLong();

  DjangoSecretAuthenticator(SecretCache secrets, Meters meters) {
    this.secrets = secrets;
    this.meters = meters;
  }

  @Override
  public void authenticateClient(ClientAuthenticationFlowContext context) {
    ClientCredentials sent = ClientCredentials.of(context.getHttpRequest());
    Optional<ClientModel> found =
        sent.clientId().flatMap(new ClientFinder(context.getRealm())::withId);
    if (found.isEmpty()) {
      context.failure(AuthenticationFlowError.CLIENT_NOT_FOUND, null);
      return;
    }
    ClientModel client = found.get();
    context.getEvent().client(client);
    context.setClient(client);
    if (!client.isEnabled()) {
      context.failure(AuthenticationFlowError.CLIENT_DISABLED, null);
    } else if (sent.secret().isEmpty()) {
      context.challenge(unauthorized());
    } else if (isRight(client, sent.secret().get())) {
      LOG.djangoSecretUsed(client.getClientId(), uses.incrementAndGet());
      meters.count(Meter.LEGACY_CLIENT_SECRETS, context.getRealm().getName(), client.getClientId());
      context.success();
    } else {
      context.failure(AuthenticationFlowError.INVALID_CLIENT_CREDENTIALS, unauthorized());
    }
  }

  /** Other kinds of clients are looked at by every authenticator: their hash is not computed. */
  private boolean isRight(ClientModel client, String secret) {
    String hash = client.getAttribute(HASH);
    return DjangoSecretAuthenticatorFactory.ID.equals(client.getClientAuthenticatorType())
        && hash != null
        && secrets.isRight(client.getId(), hash, secret);
  }

  private static Response unauthorized() {
    return ClientAuthUtil.errorResponse(
        Response.Status.UNAUTHORIZED.getStatusCode(),
        OAuthErrorException.UNAUTHORIZED_CLIENT,
        "Invalid client or Invalid client credentials");
  }

  @Override
  public void close() {}
}
