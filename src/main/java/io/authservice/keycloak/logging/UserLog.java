package io.authservice.keycloak.logging;

import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What was done to users, or not, that nobody is told in an answer. */
@MessageLogger(projectCode = Code.PREFIX, length = Code.DIGITS)
@ValidIdRange(min = 40, max = 59)
public interface UserLog {

  UserLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), UserLog.class, Code.ROOMS + "storage");

  @LogMessage(level = WARN)
  @Message(id = 40, value = "A login was refused: %s")
  void loginRefused(String refusal);

  @LogMessage(level = WARN)
  @Message(id = 41, value = "%s did not become a member: %s")
  void noMember(String userId, String reason);

  @LogMessage(level = WARN)
  @Message(id = 42, value = "A user was not added: %s")
  void notAdded(String reason);

  @LogMessage(level = WARN)
  @Message(id = 43, value = "A user or group was not removed: %s")
  void notRemoved(String reason);

  @LogMessage(level = INFO)
  @Message(id = 44, value = "What was kept of an earlier user under the id %s is removed")
  void remainsOfAnEarlierUser(String userId);

  @LogMessage(level = INFO)
  @Message(id = 45, value = "What was kept of the user %s, who is gone, is removed")
  void remainsOfAGoneUser(String userId);

  @LogMessage(level = WARN)
  @Message(id = 46, value = "Work that follows a commit failed")
  void afterCommitFailed(@Cause Throwable failure);
}
