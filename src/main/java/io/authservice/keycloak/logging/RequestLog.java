package io.authservice.keycloak.logging;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What became of requests, and who was refused. */
@MessageLogger(projectCode = Code.PREFIX, length = Code.DIGITS)
@ValidIdRange(min = 20, max = 39)
public interface RequestLog {

  RequestLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), RequestLog.class, Code.ROOMS + "api");

  @LogMessage(level = WARN)
  @Message(id = 20, value = "A request was refused because the database does not answer: %s")
  void refusedInAnOutage(Throwable outage);

  @LogMessage(level = WARN)
  @Message(id = 21, value = "A change was refused: %s")
  void changeRefused(String reason);

  @LogMessage(level = ERROR)
  @Message(id = 22, value = "A request to the API failed")
  void failed(@Cause Throwable failure);

  @LogMessage(level = DEBUG)
  @Message(id = 23, value = "Refused %s %s: %s")
  void adminCallRefused(String method, String path, String reason);

  @LogMessage(level = WARN)
  @Message(id = 24, value = "Left out, as nobody with the authority asks for it: %s")
  void leftOut(String refusal);

  @LogMessage(level = WARN)
  @Message(
      id = 25,
      value =
          "Rates are counted on this node alone until Keycloak's store of used tokens answers again:"
              + " %s")
  void ratesCountedAlone(String reason);
}
