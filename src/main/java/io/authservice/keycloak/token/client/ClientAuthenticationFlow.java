package io.authservice.keycloak.token.client;

import java.util.List;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/** The ways a realm lets its clients authenticate: the flow it has bound for them. */
final class ClientAuthenticationFlow {

  private static final int STEP = 10;

  private final RealmModel realm;

  ClientAuthenticationFlow(RealmModel realm) {
    this.realm = realm;
  }

  /**
   * Adds an authenticator as the last alternative, unless the flow knows it, be it that an
   * administrator disabled it there.
   */
  void require(String authenticator) {
    AuthenticationFlowModel flow = realm.getClientAuthenticationFlow();
    if (flow == null) {
      return;
    }
    List<AuthenticationExecutionModel> executions =
        realm.getAuthenticationExecutionsStream(flow.getId()).toList();
    if (executions.stream().anyMatch(known -> authenticator.equals(known.getAuthenticator()))) {
      return;
    }
    AuthenticationExecutionModel added = new AuthenticationExecutionModel();
    added.setParentFlow(flow.getId());
    added.setRequirement(Requirement.ALTERNATIVE);
    added.setAuthenticator(authenticator);
    added.setAuthenticatorFlow(false);
    added.setPriority(
        executions.stream().mapToInt(AuthenticationExecutionModel::getPriority).max().orElse(0)
            + STEP);
    realm.addAuthenticatorExecution(added);
  }
}
