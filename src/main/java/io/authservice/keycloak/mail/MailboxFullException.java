package io.authservice.keycloak.mail;

import org.keycloak.email.EmailException;

/** An address has been sent as many mails as it gets for now. */
public final class MailboxFullException extends EmailException {

  private static final long serialVersionUID = 1;

  private final int seconds;

  MailboxFullException(int seconds) {
    super("The address has been sent as many mails as it gets within minutes; no more now");
    this.seconds = seconds;
  }

  /** After how many seconds it gets mails again. */
  public int seconds() {
    return seconds;
  }
}
