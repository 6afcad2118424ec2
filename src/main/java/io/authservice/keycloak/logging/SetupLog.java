package io.authservice.keycloak.logging;

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

/** What a start tells, and what a realm lacks. */
@MessageLogger(projectCode = Code.PREFIX, length = Code.DIGITS)
@ValidIdRange(min = 1, max = 19)
public interface SetupLog {

  SetupLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), SetupLog.class, Code.ROOMS + "setup");

  @LogMessage(level = WARN)
  @Message(id = 1, value = "No realm '%s' yet: the first superuser is created once there is one")
  void noRealmForSuperuser(String realm);

  @LogMessage(level = WARN)
  @Message(id = 2, value = "Realm '%s' does not keep its users in the auth service's tables")
  void noTablesForSuperuser(String realm);

  @LogMessage(level = INFO)
  @Message(id = 3, value = "Created the first superuser")
  void superuserCreated();

  @LogMessage(level = ERROR)
  @Message(id = 4, value = "The first superuser could not be created")
  void superuserFailed(@Cause Throwable failure);

  @LogMessage(level = INFO)
  @Message(id = 5, value = "E-mail addresses in the realm %s: %s")
  void addresses(String realm, String worth);

  @LogMessage(level = WARN)
  @Message(id = 6, value = "There is no realm %s, which the server's root is to serve")
  void noRealmAtTheRoot(String realm);

  @LogMessage(level = WARN)
  @Message(id = 7, value = "The realm %s is not set up for the API. It lacks: %s")
  void notSetUp(String realm, Object missing);

  @LogMessage(level = INFO)
  @Message(id = 8, value = "The realm %s lacks some of what the template has: %s")
  void lacksSome(String realm, Object missing);

  @LogMessage(level = WARN)
  @Message(
      id = 9,
      value = "The realm %s was asked for the API, but is not set up for it. It lacks: %s")
  void askedInVain(String realm, Object missing);

  @LogMessage(level = WARN)
  @Message(
      id = 10,
      value =
          "The auth service was made for Keycloak %s, and has not been tried with "
              + "Keycloak %s.")
  void untriedKeycloak(String known, String version);

  @LogMessage(level = INFO)
  @Message(id = 11, value = "Made or changed the tables of a realm's own, %s_users_user and beside")
  void tablesMade(String prefix);

  @LogMessage(level = ERROR)
  @Message(
      id = 12,
      value = "The tables of a realm's own, %s_users_user and beside, could not be made")
  void tablesNotMade(@Cause Throwable failure, String prefix);
}
