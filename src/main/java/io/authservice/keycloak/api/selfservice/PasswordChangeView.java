package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.SelfView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.token.grant.PasswordProof;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;

/** A new password for the caller, who knows the old one. The session that asks for it goes on. */
public final class PasswordChangeView extends SelfView {

  private final Shape shape;
  private final PasswordProof proof;
  private final UserChanges changes;
  private final Throttles throttles;

  public PasswordChangeView(
      Shape shape, PasswordProof proof, UserChanges changes, Throttles throttles) {
    super(ViewName.PASSWORD_CHANGE, "POST", "OPTIONS");
    this.shape = shape;
    this.proof = proof;
    this.changes = changes;
    this.throttles = throttles;
  }

  /** The event of a wrong password among them. */
  @Override
  public boolean keepsWritesOfRefusals() {
    return true;
  }

  @Override
  protected Answer answer(ApiRequest request, Caller self, Account account) {
    Fields fields = new Fields(request.body(), false);
    Optional<String> old = fields.readable() ? fields.text(shape.old()) : Optional.empty();
    ChosenPassword chosen =
        fields.readable()
            ? ChosenPassword.read(fields, shape)
            : new ChosenPassword("", Optional.empty());
    String present = new Validated<>(old, fields.errors()).orThrow().orElseThrow();
    throttles.passwordChange(request.sender(), account.id().toString());
    if (!proof.isGiven(self.bearer().user(), present)) {
      throw shape.wrongPassword();
    }
    if (!chosen.isRepeatedRight()) {
      throw shape.mismatch();
    }
    changes.choosePassword(account, chosen.password(), shape.refused(), Optional.of(self));
    return shape.passwordChanged();
  }
}
