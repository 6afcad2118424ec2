package io.authservice.keycloak.api.view;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.List;
import java.util.Optional;

/** A call about the caller itself, who must be a user: clients have no account. */
public abstract class SelfView implements View {

  private final ViewName name;
  private final List<String> methods;

  /**
   * @param methods that it allows, in the order in which they are told
   */
  protected SelfView(ViewName name, String... methods) {
    this.name = name;
    this.methods = List.of(methods);
  }

  protected abstract Answer answer(ApiRequest request, Caller self, Account account);

  @Override
  public final ViewName name() {
    return name;
  }

  @Override
  public final List<String> allowedMethods() {
    return methods;
  }

  @Override
  public final boolean authenticates() {
    return true;
  }

  @Override
  public final boolean isOpenTo(Optional<Caller> caller, String method) {
    return caller.flatMap(self -> self.actor().account()).isPresent();
  }

  @Override
  public final boolean describesForm(Optional<Caller> caller) {
    return false;
  }

  @Override
  public boolean keepsWritesOfRefusals() {
    return false;
  }

  @Override
  public final Answer handle(ApiRequest request, Optional<Caller> caller) {
    Caller self = caller.orElseThrow(ApiException::notAuthenticated);
    return answer(
        request, self, self.actor().account().orElseThrow(ApiException::permissionDenied));
  }
}
