package io.authservice.keycloak.token.grant;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalUserConfiguredAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * The credentials that a password grant cannot ask for, but without which its user cannot log in:
 * recovery codes and security keys, unless a one-time code was asked for in their place, and
 * whatever the realm's browser flow demands of this user. One-time codes are what the realm's flow
 * for direct grants says.
 */
final class SecondFactors {

  private static final Set<String> ALWAYS =
      Set.of(RecoveryAuthnCodesCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_TWOFACTOR);

  private static final Set<String> LEFT_TO_THE_DIRECT_FLOW =
      Set.of(
          PasswordCredentialModel.TYPE,
          PasswordCredentialModel.PASSWORD_HISTORY,
          OTPCredentialModel.TYPE);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final ClientModel client;

  /**
   * The factors of logins by a client, which may have flows of its own.
   *
   * @param session whose realm the client belongs to
   */
  SecondFactors(KeycloakSession session, ClientModel client) {
    this.session = session;
    this.realm = session.getContext().getRealm();
    this.client = client;
  }

  /** The types that a user lacks who gave what the flow for direct grants asked for. */
  List<String> missing(UserModel user) {
    Set<String> held = new HashSet<>();
    user.credentialManager().getStoredCredentialsStream().forEach(one -> held.add(one.getType()));
    if (LEFT_TO_THE_DIRECT_FLOW.containsAll(held)) {
      return List.of();
    }
    Set<String> proven =
        categories(
                flow(AuthenticationFlowBindings.DIRECT_GRANT_BINDING, realm.getDirectGrantFlow()))
            .filter(held::contains)
            .collect(Collectors.toCollection(HashSet::new));
    proven.add(PasswordCredentialModel.TYPE);
    AuthenticationFlowModel browser =
        flow(AuthenticationFlowBindings.BROWSER_BINDING, realm.getBrowserFlow());
    boolean isOpen = new Evaluation(held, proven).isOpen(browser);
    boolean hasProvenSecond = proven.size() > 1;
    Set<String> asked =
        isOpen
            ? (hasProvenSecond ? Set.of() : ALWAYS)
            : Stream.concat(ALWAYS.stream(), categories(browser)).collect(Collectors.toSet());
    return held.stream()
        .filter(asked::contains)
        .filter(type -> !proven.contains(type) && !LEFT_TO_THE_DIRECT_FLOW.contains(type))
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .toList();
  }

  private @Nullable AuthenticationFlowModel flow(
      String binding, @Nullable AuthenticationFlowModel ofRealm) {
    String own = client.getAuthenticationFlowBindingOverride(binding);
    AuthenticationFlowModel ofClient = own == null ? null : realm.getAuthenticationFlowById(own);
    return ofClient == null ? ofRealm : ofClient;
  }

  /** The types that the steps of a flow ask for. */
  private Stream<String> categories(@Nullable AuthenticationFlowModel flow) {
    return steps(flow)
        .flatMap(
            step ->
                step.isAuthenticatorFlow()
                    ? categories(realm.getAuthenticationFlowById(step.getFlowId()))
                    : category(step).stream());
  }

  private Stream<AuthenticationExecutionModel> steps(@Nullable AuthenticationFlowModel flow) {
    return flow == null
        ? Stream.empty()
        : realm.getAuthenticationExecutionsStream(flow.getId()).filter(step -> !step.isDisabled());
  }

  private Optional<String> category(AuthenticationExecutionModel step) {
    return factory(step).map(AuthenticatorFactory::getReferenceCategory);
  }

  private Optional<AuthenticatorFactory> factory(AuthenticationExecutionModel step) {
    return Optional.ofNullable(
            session
                .getKeycloakSessionFactory()
                .getProviderFactory(Authenticator.class, step.getAuthenticator()))
        .map(AuthenticatorFactory.class::cast);
  }

  /**
   * Whether a flow lets in who proved some credentials and nothing else. Of conditions the one that
   * asks what the user has set up is looked at; every other is taken to hold.
   */
  private final class Evaluation {

    private final Set<String> held;
    private final Set<String> proven;

    private Evaluation(Set<String> held, Set<String> proven) {
      this.held = held;
      this.proven = proven;
    }

    /**
     * Where steps are demanded, Keycloak passes over the alternatives beside them. A flow of which
     * no step is left lets nobody in.
     */
    private boolean isOpen(@Nullable AuthenticationFlowModel flow) {
      List<AuthenticationExecutionModel> steps =
          steps(flow).filter(step -> !isCondition(step)).toList();
      List<AuthenticationExecutionModel> demanded =
          steps.stream().filter(step -> step.isRequired() || step.isConditional()).toList();
      if (demanded.isEmpty()) {
        return steps.stream().anyMatch(this::isAlternativeOpen);
      }
      List<AuthenticationExecutionModel> left =
          demanded.stream()
              .filter(step -> !step.isConditional() || applies(subflow(step)))
              .toList();
      return !left.isEmpty() && left.stream().allMatch(this::isDemandMet);
    }

    private boolean isAlternativeOpen(AuthenticationExecutionModel step) {
      return step.isAuthenticatorFlow()
          ? isOpen(subflow(step))
          : category(step).filter(proven::contains).isPresent();
    }

    /** What the user has not set up, the login pages would have it set up first. */
    private boolean isDemandMet(AuthenticationExecutionModel step) {
      return step.isAuthenticatorFlow()
          ? isOpen(subflow(step))
          : category(step).filter(held::contains).filter(type -> !proven.contains(type)).isEmpty();
    }

    private boolean applies(@Nullable AuthenticationFlowModel flow) {
      boolean asksWhatIsSetUp =
          steps(flow)
              .anyMatch(
                  step ->
                      ConditionalUserConfiguredAuthenticatorFactory.PROVIDER_ID.equals(
                          step.getAuthenticator()));
      return !asksWhatIsSetUp || isSetUp(flow);
    }

    private boolean isSetUp(@Nullable AuthenticationFlowModel flow) {
      List<AuthenticationExecutionModel> leaves =
          steps(flow).filter(step -> !isCondition(step) && !step.isAuthenticatorFlow()).toList();
      List<AuthenticationExecutionModel> required =
          leaves.stream().filter(AuthenticationExecutionModel::isRequired).toList();
      return required.isEmpty()
          ? leaves.isEmpty() || leaves.stream().anyMatch(this::isHeld)
          : required.stream().allMatch(this::isHeld);
    }

    private boolean isHeld(AuthenticationExecutionModel step) {
      return category(step)
          .filter(type -> held.contains(type) || proven.contains(type))
          .isPresent();
    }

    private boolean isCondition(AuthenticationExecutionModel step) {
      return !step.isAuthenticatorFlow()
          && factory(step).filter(ConditionalAuthenticatorFactory.class::isInstance).isPresent();
    }

    private @Nullable AuthenticationFlowModel subflow(AuthenticationExecutionModel step) {
      return realm.getAuthenticationFlowById(step.getFlowId());
    }
  }
}
