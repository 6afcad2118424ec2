package io.authservice.keycloak.logging;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.INFO;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** Uses of what the old service issued. */
@MessageLogger(projectCode = Code.PREFIX, length = Code.DIGITS)
@ValidIdRange(min = 100, max = 109)
public interface TokenLog {

  TokenLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), TokenLog.class, Code.ROOMS + "token");

  @LogMessage(level = INFO)
  @Message(
      id = 100,
      value = "An access token of the old service was accepted, use %d since the start (%s)")
  void oldAccessTokenUsed(long uses, String type);

  @LogMessage(level = INFO)
  @Message(
      id = 101,
      value = "A refresh token of the old service was exchanged, use %d since the start (%s)")
  void oldRefreshTokenUsed(long uses, String type);

  @LogMessage(level = INFO)
  @Message(
      id = 102,
      value =
          "Client %s authenticated by a secret carried over from Django, use %d since the"
              + " start")
  void djangoSecretUsed(String client, long uses);

  @LogMessage(level = DEBUG)
  @Message(id = 103, value = "A token that was to be revoked was of no use anyway")
  void revokedInVain(@Cause Throwable alreadyOver);
}
