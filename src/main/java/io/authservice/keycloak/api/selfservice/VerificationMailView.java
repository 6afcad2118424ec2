package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.PostView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.token.mail.MailPurpose;

/** Mails a link that verifies an address to whoever has it and has not verified it. */
public final class VerificationMailView extends PostView {

  private final Shape shape;
  private final MailRequests mails;

  public VerificationMailView(Shape shape, MailRequests mails) {
    super(ViewName.EMAIL_VERIFICATION_MAIL);
    this.shape = shape;
    this.mails = mails;
  }

  @Override
  protected Answer post(ApiRequest request) {
    mails.handle(request, MailPurpose.VERIFIED_EMAIL);
    return shape.done();
  }
}
