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

/** What became of imports. */
@MessageLogger(projectCode = Code.PREFIX, length = Code.DIGITS)
@ValidIdRange(min = 120, max = 139)
public interface MigrationLog {

  MigrationLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), MigrationLog.class, Code.ROOMS + "migration");

  @LogMessage(level = INFO)
  @Message(id = 120, value = "An import ended: %s")
  void ended(String state);

  @LogMessage(level = WARN)
  @Message(id = 121, value = "An import ended because the database does not answer: %s")
  void endedInAnOutage(Throwable outage);

  @LogMessage(level = ERROR)
  @Message(id = 122, value = "An import failed")
  void failed(@Cause Throwable failure);

  @LogMessage(level = WARN)
  @Message(id = 123, value = "The end of an import could not be noted (attempt %d): %s")
  void endNotNoted(int attempt, Throwable reason);

  @LogMessage(level = WARN)
  @Message(
      id = 124,
      value = "A portion of an import was refused; its rows are tried one by one: %s")
  void portionRefused(String kind);

  @LogMessage(level = DEBUG)
  @Message(id = 125, value = "The database refused a row of an import")
  void rowRefused(@Cause Throwable failure);

  @LogMessage(level = DEBUG)
  @Message(id = 126, value = "Keycloak refused a client of an import")
  void clientRefused(@Cause Throwable failure);
}
