package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserField.Writer;
import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.users.UserForm;
import io.authservice.keycloak.api.users.UserFormRules;
import io.authservice.keycloak.api.users.UserInput;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.SelfView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.token.grant.PasswordProof;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;
import java.util.Set;

/** {@code /auth/users/me/}: the caller, who changes its address here, or goes. */
public final class OwnAccountView extends SelfView {

  private static final Set<String> CHANGED = Set.of(UserField.EMAIL.column());

  private final UserForm form;
  private final UserFormRules rules;
  private final PasswordProof proof;
  private final UserChanges changes;
  private final Throttles throttles;

  /**
   * The view of one server.
   *
   * @param emailRequired whether a user must have an e-mail address
   */
  public OwnAccountView(
      UserForm form,
      boolean emailRequired,
      PasswordProof proof,
      UserChanges changes,
      Throttles throttles) {
    super(ViewName.OWN_ACCOUNT, "GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    this.form = form;
    this.rules = new UserFormRules(emailRequired, Writer.USERS, false);
    this.proof = proof;
    this.changes = changes;
    this.throttles = throttles;
  }

  @Override
  protected Answer answer(ApiRequest request, Caller self, Account account) {
    if (request.isRead()) {
      return Answer.ok(AccountDetails.of(account));
    }
    if (request.method().equals("DELETE")) {
      return remove(request, self, account);
    }
    UserInput input =
        changes
            .checkedForUpdate(
                form.update(request.body().only(CHANGED), rules, name -> false), account)
            .orThrow();
    return Answer.ok(AccountDetails.of(changes.update(account, input, self)));
  }

  private Answer remove(ApiRequest request, Caller self, Account account) {
    Fields fields = new Fields(request.body(), false);
    Optional<String> sent = fields.readable() ? fields.text(Shape.DJOSER.old()) : Optional.empty();
    String password = new Validated<>(sent, fields.errors()).orThrow().orElseThrow();
    throttles.passwordChange(request.sender(), account.id().toString());
    if (!proof.isGiven(self.bearer().user(), password)) {
      // Answered and not thrown: the event of it is kept, where a removal that fails keeps nothing.
      ApiException refusal = Shape.DJOSER.wrongPassword();
      return new Answer(refusal.status(), refusal.body(), null);
    }
    changes.remove(account, self);
    return Answer.noContent();
  }
}
