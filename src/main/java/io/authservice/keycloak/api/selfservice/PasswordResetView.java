package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.mail.MailPurpose;

/** Mails a link for a new password to whoever has an address. */
public final class PasswordResetView extends PostView {

  private final Shape shape;
  private final ResetRules rules;
  private final MailRequests mails;

  public PasswordResetView(Shape shape, ResetRules rules, MailRequests mails) {
    super(ViewName.PASSWORD_RESET);
    this.shape = shape;
    this.rules = rules;
    this.mails = mails;
  }

  @Override
  protected Answer post(ApiRequest request) {
    rules.requireResets();
    mails.handle(request, MailPurpose.NEW_PASSWORD);
    return shape.resetMailed();
  }
}
