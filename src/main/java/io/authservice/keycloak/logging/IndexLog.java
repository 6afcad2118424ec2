package io.authservice.keycloak.logging;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** How indexes for searches are made in Keycloak's own database. */
@MessageLogger(projectCode = Code.PREFIX, length = Code.DIGITS)
@ValidIdRange(min = 80, max = 99)
public interface IndexLog {

  IndexLog LOG =
      Logger.getMessageLogger(
          MethodHandles.lookup(), IndexLog.class, Code.ROOMS + "persistence.index");

  @LogMessage(level = INFO)
  @Message(id = 80, value = "Made %d indexes for searches among users, in %d s: %s")
  void made(int number, long seconds, String names);

  @LogMessage(level = INFO)
  @Message(
      id = 81,
      value =
          "The extension pg_trgm is not in the database and cannot be created (SQL state "
              + "%s): searches for a part of a name look at every user")
  void noTrigrams(String sqlState);

  @LogMessage(level = WARN)
  @Message(
      id = 82,
      value = "Not all indexes for searches could be made; the next start tries again")
  void notAllMade(@Cause Throwable failure);

  @LogMessage(level = DEBUG)
  @Message(id = 83, value = "Another node makes the indexes for searches")
  void madeElsewhere();

  @LogMessage(level = DEBUG)
  @Message(id = 84, value = "Made %s in %d s")
  void oneMade(String name, long seconds);

  @LogMessage(level = DEBUG)
  @Message(id = 85, value = "A statement could not be cancelled")
  void notCancelled(@Cause Throwable failure);

  @LogMessage(level = DEBUG)
  @Message(id = 86, value = "The indexes for searches are left to the next start")
  void leftToTheNextStart(@Cause Throwable failure);
}
