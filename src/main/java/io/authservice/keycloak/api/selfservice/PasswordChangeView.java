package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.token.grant.PasswordProof;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.Validated;
import java.util.List;
import java.util.Optional;

/** A new password for the caller, who knows the old one. The session that asks for it goes on. */
public final class PasswordChangeView implements View {

  private final Shape shape;
  private final PasswordProof proof;
  private final UserChanges changes;
  private final Throttles throttles;

  public PasswordChangeView(
      Shape shape, PasswordProof proof, UserChanges changes, Throttles throttles) {
    this.shape = shape;
    this.proof = proof;
    this.changes = changes;
    this.throttles = throttles;
  }

  @Override
  public ViewName name() {
    return ViewName.PASSWORD_CHANGE;
  }

  @Override
  public List<String> allowedMethods() {
    return List.of("POST", "OPTIONS");
  }

  @Override
  public boolean authenticates() {
    return true;
  }

  /** Users alone have a password here. */
  @Override
  public boolean isOpenTo(Optional<Caller> caller, String method) {
    return caller.flatMap(self -> self.actor().account()).isPresent();
  }

  @Override
  public boolean describesForm(Optional<Caller> caller) {
    return false;
  }

  /** The event of a wrong password among them. */
  @Override
  public boolean keepsWritesOfRefusals() {
    return true;
  }

  @Override
  public Answer handle(ApiRequest request, Optional<Caller> caller) {
    Caller self = caller.orElseThrow(ApiException::notAuthenticated);
    Account account = self.actor().account().orElseThrow(ApiException::permissionDenied);
    Fields fields = new Fields(request.body(), false);
    Optional<String> old = fields.readable() ? fields.text(shape.old()) : Optional.empty();
    ChosenPassword chosen =
        fields.readable()
            ? ChosenPassword.read(fields, shape)
            : new ChosenPassword("", Optional.empty());
    String present = new Validated<>(old, fields.errors()).orThrow().orElseThrow();
    throttles.passwordChange(request.sender(), account.id());
    if (!proof.isGiven(self.bearer().user(), present)) {
      throw shape.wrongPassword();
    }
    if (!chosen.isRepeatedRight()) {
      throw shape.mismatch();
    }
    changes.choosePassword(account, chosen.password(), shape.refused(), caller);
    return shape.passwordChanged();
  }
}
