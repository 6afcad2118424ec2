package io.authservice.keycloak.token.client;

import java.util.Set;
import java.util.function.Predicate;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;

/** The origins whose scripts may read answers: those configured, and the clients' web origins. */
public final class ClientOrigins {

  private static final String ANY = "*";

  private final KeycloakSession session;
  private final Set<String> configured;
  private final String apiClientId;

  /**
   * The origins of a session's realm.
   *
   * @param configured allowed whoever calls
   * @param apiClientId the client whose web origins are allowed whoever calls
   */
  public ClientOrigins(KeycloakSession session, Set<String> configured, String apiClientId) {
    this.session = session;
    this.configured = Set.copyOf(configured);
    this.apiClientId = apiClientId;
  }

  /** Whether scripts of the origin may read the answer to this request. */
  public boolean isAllowed(String origin) {
    return configured.contains(origin)
        || isOfCaller(origins -> origins.contains(origin) || origins.contains(ANY))
        || isOfApi(origin);
  }

  /**
   * Whether the origin is spelt out among those of the API client or of the client that this
   * request authenticated as: who let every origin in meant none that may use its users' cookies.
   */
  public boolean isNamed(String origin) {
    return isOfCaller(origins -> origins.contains(origin)) || isOfApi(origin);
  }

  /** The same, or one that the server is configured with: never any that comes along. */
  public boolean isSpeltOut(String origin) {
    return configured.contains(origin) || isNamed(origin);
  }

  private boolean isOfApi(String origin) {
    ClientModel api = session.getContext().getRealm().getClientByClientId(apiClientId);
    return api != null && api.getWebOrigins().contains(origin);
  }

  private boolean isOfCaller(Predicate<Set<String>> rule) {
    ClientModel caller = session.getContext().getClient();
    return caller != null && rule.test(WebOriginsUtils.resolveValidWebOrigins(session, caller));
  }

  /** Whether the origin is one of any client that is enabled. */
  public boolean isOfSomeClient(String origin) {
    return someClient(origins -> origins.contains(origin) || origins.contains(ANY));
  }

  /** Whether the origin is spelt out among those of any client that is enabled. */
  public boolean isNamedBySomeClient(String origin) {
    return someClient(origins -> origins.contains(origin));
  }

  /**
   * Asked in a transaction of its own: that of the request may be over by the time its answer is
   * known.
   */
  private boolean someClient(Predicate<Set<String>> rule) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(),
        session.getContext(),
        own ->
            own.getContext()
                .getRealm()
                .getClientsStream()
                .filter(ClientModel::isEnabled)
                .anyMatch(client -> rule.test(WebOriginsUtils.resolveValidWebOrigins(own, client))),
        "origins of clients");
  }
}
