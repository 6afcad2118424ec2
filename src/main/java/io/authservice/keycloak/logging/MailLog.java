package io.authservice.keycloak.logging;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** Mails that were not sent. */
@MessageLogger(projectCode = Code.PREFIX, length = Code.DIGITS)
@ValidIdRange(min = 110, max = 119)
public interface MailLog {

  MailLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), MailLog.class, Code.ROOMS + "mail");

  @LogMessage(level = WARN)
  @Message(id = 110, value = "A mail that was asked for could not be sent")
  void notSent(@Cause Throwable failure);

  @LogMessage(level = WARN)
  @Message(id = 111, value = "The link to a new password could not be sent")
  void passwordLinkNotSent(@Cause Throwable failure);

  @LogMessage(level = WARN)
  @Message(id = 112, value = "The mail that names the accounts with an address was not sent")
  void accountsNotSent(@Cause Throwable failure);
}
