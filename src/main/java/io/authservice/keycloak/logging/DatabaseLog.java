package io.authservice.keycloak.logging;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** How bridged databases fare. */
@MessageLogger(projectCode = Code.PREFIX, length = Code.DIGITS)
@ValidIdRange(min = 60, max = 79)
public interface DatabaseLog {

  DatabaseLog LOG =
      Logger.getMessageLogger(
          MethodHandles.lookup(), DatabaseLog.class, Code.ROOMS + "persistence");

  @LogMessage(level = WARN)
  @Message(id = 60, value = "The Django database of the storage %s does not answer: %s")
  void doesNotAnswer(String storage, String reason);

  @LogMessage(level = INFO)
  @Message(id = 61, value = "The Django database of the storage %s answers again")
  void answersAgain(String storage);

  @LogMessage(level = ERROR)
  @Message(id = 62, value = "A Django database cannot be used: %s")
  void unusable(String reason);

  @LogMessage(level = ERROR)
  @Message(id = 63, value = "The user of a Django database may not read its tables of tokens")
  void tokensUnreadable();

  @LogMessage(level = WARN)
  @Message(
      id = 64,
      value =
          "A password in the Django database of %1$s has %2$d iterations, and is stored "
              + "anew with %3$d. If %2$d is what its Django has now, set passwordIterations to "
              + "it: otherwise each login on one side undoes what the last one on the other "
              + "side stored.")
  void fewerIterations(String storage, int stored, int wanted);

  @LogMessage(level = DEBUG)
  @Message(id = 65, value = "A transaction on a Django database could not be rolled back")
  void notRolledBack(@Cause Throwable failure);

  @LogMessage(level = DEBUG)
  @Message(id = 66, value = "A bridge that could not be opened needs no closing")
  void neverOpened(@Cause Throwable failure);

  @LogMessage(level = DEBUG)
  @Message(id = 67, value = "The Django database of %s does not answer")
  void probeUnanswered(String storage);

  @LogMessage(level = DEBUG)
  @Message(id = 68, value = "The indexes of %s are not known")
  void indexesUnknown(@Cause Throwable failure, String storage);

  @LogMessage(level = DEBUG)
  @Message(id = 69, value = "A Django database takes its time; what was known before is told")
  void probeLate();

  @LogMessage(level = DEBUG)
  @Message(id = 70, value = "The Django databases could not be looked at")
  void probeFailed(@Cause Throwable failure);
}
