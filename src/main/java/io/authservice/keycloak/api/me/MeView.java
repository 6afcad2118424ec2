package io.authservice.keycloak.api.me;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.api.users.Records;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.List;
import java.util.Optional;

/** {@code /auth/me/}: the caller itself, if it is a user. */
public final class MeView implements View {

  private final Optional<MeExtras> extras;

  /** A view that tells the user's record alone. */
  public MeView() {
    extras = Optional.empty();
  }

  public MeView(MeExtras extras) {
    this.extras = Optional.of(extras);
  }

  @Override
  public ViewName name() {
    return ViewName.ME;
  }

  @Override
  public List<String> allowedMethods() {
    return List.of("GET", "HEAD", "OPTIONS");
  }

  @Override
  public boolean authenticates() {
    return true;
  }

  @Override
  public boolean isOpenTo(Optional<Caller> caller, String method) {
    return caller.flatMap(self -> self.actor().account()).isPresent();
  }

  @Override
  public boolean describesForm(Optional<Caller> caller) {
    return false;
  }

  @Override
  public boolean keepsWritesOfRefusals() {
    return false;
  }

  @Override
  public Answer handle(ApiRequest request, Optional<Caller> caller) {
    Caller self = caller.orElseThrow(ApiException::notAuthenticated);
    Account account = self.actor().account().orElseThrow(ApiException::permissionDenied);
    return extras
        .map(more -> Answer.ok(more.record(account)))
        .orElseGet(() -> Answer.ok(Records.user(account)));
  }
}
