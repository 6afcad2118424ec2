package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.mail.MailPurpose;
import io.authservice.keycloak.token.mail.MailedTokens;
import io.authservice.keycloak.token.mail.MailedTokens.Proof;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Optional;

/** Verifies the address of whoever was mailed a token, as Keycloak's own link does. */
public final class VerificationView extends PostView {

  private final Shape shape;
  private final MailedTokens tokens;
  private final UserChanges changes;

  public VerificationView(Shape shape, MailedTokens tokens, UserChanges changes) {
    super(ViewName.EMAIL_VERIFICATION);
    this.shape = shape;
    this.tokens = tokens;
    this.changes = changes;
  }

  @Override
  protected Answer post(ApiRequest request) {
    Proof proof = proof(new Fields(request.body(), false));
    boolean news = changes.verifyEmail(proof.accountId());
    if (!news && shape == Shape.DJOSER) {
      throw ApiException.stale();
    }
    if (!tokens.spend(proof)) {
      throw refusal();
    }
    return shape.done();
  }

  private Proof proof(Fields fields) {
    if (shape == Shape.DJOSER) {
      Optional<MailedKey> sent = MailedKey.read(fields);
      return new Validated<>(sent, fields.errors())
          .orThrow()
          .orElseThrow()
          .proof(shape, tokens, MailPurpose.VERIFIED_EMAIL);
    }
    Optional<String> sent = fields.readable() ? fields.text(Shape.KEY) : Optional.empty();
    String key = new Validated<>(sent, fields.errors()).orThrow().orElseThrow();
    return tokens.proof(key, MailPurpose.VERIFIED_EMAIL).orElseThrow(this::refusal);
  }

  private ApiException refusal() {
    return shape == Shape.DJOSER ? shape.badToken() : ApiException.notFound();
  }
}
