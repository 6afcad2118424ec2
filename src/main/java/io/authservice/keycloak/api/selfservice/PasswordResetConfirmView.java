package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.token.mail.MailPurpose;
import io.authservice.keycloak.token.mail.MailedTokens;
import io.authservice.keycloak.token.mail.MailedTokens.Proof;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;
import org.keycloak.models.UserModel;

/** A new password for whoever was mailed a token. Everything that was issued to the user ends. */
public final class PasswordResetConfirmView extends PostView {

  private final Shape shape;
  private final ResetRules rules;
  private final MailedTokens tokens;
  private final AccountReader accounts;
  private final UserChanges changes;
  private final Throttles throttles;

  public PasswordResetConfirmView(
      Shape shape,
      ResetRules rules,
      MailedTokens tokens,
      AccountReader accounts,
      UserChanges changes,
      Throttles throttles) {
    super(ViewName.PASSWORD_RESET_CONFIRM);
    this.shape = shape;
    this.rules = rules;
    this.tokens = tokens;
    this.accounts = accounts;
    this.changes = changes;
    this.throttles = throttles;
  }

  @Override
  protected Answer post(ApiRequest request) {
    rules.requireResets();
    Fields fields = new Fields(request.body(), false);
    Optional<MailedKey> sent = MailedKey.read(fields);
    ChosenPassword chosen =
        fields.readable()
            ? ChosenPassword.read(fields, shape)
            : new ChosenPassword("", Optional.empty());
    MailedKey key = new Validated<>(sent, fields.errors()).orThrow().orElseThrow();
    Proof proof = key.proof(shape, tokens, MailPurpose.NEW_PASSWORD);
    if (!chosen.isRepeatedRight()) {
      throw shape.mismatch();
    }
    throttles.passwordChange(request.sender(), proof.accountId().toString());
    Account account = accounts.byId(proof.accountId()).orElseThrow(shape::badToken);
    UserModel user =
        changes.choosePassword(account, chosen.password(), shape.refused(), Optional.empty());
    user.setEmailVerified(true);
    // Last, so that a password that is refused leaves the token; whoever comes second undoes all.
    if (!tokens.spend(proof)) {
      throw shape.badToken();
    }
    return shape.passwordReset();
  }
}
