package io.authservice.keycloak.persistence.failure;

/**
 * Why a database cannot keep users. The names are the keys of translations, {@code
 * authServiceRefused.<NAME>} in {@code theme-resources/messages}.
 */
public enum DatabaseRefusal implements Refusal {
  COLUMNS_MISSING("The table {0} lacks the columns: {1}"),
  DATABASE_MISSING("The server has no database of the name in databaseUrl"),
  DRIVER_MISSING(
      "The server has no driver for {0} ({1}): lay the JAR of {2} into the directory providers"
          + " of Keycloak and run kc.sh build"),
  DRIVER_UNUSABLE("The driver {0} cannot be used"),
  FILE_UNUSABLE("The file named in databaseUrl cannot be opened, or is no SQLite database"),
  ID_UNUSABLE("The column {2} of the table {0} is of type {1}, neither an integer nor a UUID"),
  LOGIN_REFUSED("The database refused the user name or the password"),
  MODEL_ATTRIBUTE_NAME(
      "userModel, line {0}: {1} is a name of Keycloak or of a field, and cannot be an attribute"),
  MODEL_ATTRIBUTE_UNWRITABLE(
      "userModel, line {0}: {1} can be written only as a column of the user table that no"
          + " field, no condition and no attribute before it has, and that is no json"),
  MODEL_COLUMN_WANTED("userModel, line {0}: {1} must be a column"),
  MODEL_FIELD_UNKNOWN("userModel, line {0}: there is no field {1}"),
  MODEL_FIELD_UNUSABLE(
      "userModel: what is said of {0} cannot be read from the table {1} or from what is joined"),
  MODEL_JOIN_UNKNOWN("userModel, line {0}: no line before it joins {1}"),
  MODEL_KIND("userModel, line {0}: what is said of {1} is not of its kind"),
  MODEL_NOT_UNDERSTOOD("userModel, line {0}: not understood at: {1}"),
  MODEL_SECRET("userModel, line {0}: {1} is a secret, and never read but to log in"),
  MODEL_TOO_LONG("userModel has more than {0} characters"),
  MODEL_TWICE("userModel, line {0}: {1} is said twice"),
  NOT_IN_VAULT("{0} names what the vault does not hold"),
  NO_ANSWER("The database did not answer in time when its tables were looked at"),
  PASSWORD_OF_ANOTHER("{0} was saved for another database or another user"),
  SERVER_UNREACHABLE(
      "The database server named in databaseUrl cannot be reached within {0} seconds"),
  TABLES_NOT_MADE(
      "The database of Keycloak did not let tables be made whose names begin with {0}; the log"
          + " says why"),
  TABLES_UNCHECKED("{0} was not checked: save the settings of the storage once more"),
  TABLE_MISSING("The database has no table {0}"),
  TABLE_UNREADABLE("The database user may not read the table {0}"),
  TABLE_UNWRITABLE(
      "The database user may not insert, update and delete in the table {0}: give it these"
          + " rights, or set editMode to READ_ONLY"),
  URL_NOT_UNDERSTOOD("The driver does not understand databaseUrl"),
  URL_PARAMETER(
      "databaseUrl has the parameter {0}, which is not accepted for {1}; accepted are {2}."
          + " User and password have settings of their own"),
  URL_UNUSABLE(
      "databaseUrl must be jdbc:postgresql://host:port/database, jdbc:mysql://host:port/database,"
          + " jdbc:mariadb://host:port/database or jdbc:sqlite:/path/to/file"),
  USER_COLUMNS_DIFFER("{0} and {1} call the user differently: {2}, {3}"),
  USER_COLUMN_UNCLEAR("The table {0} should have one column that names the user, and has {1}");

  private final String pattern;

  DatabaseRefusal(String pattern) {
    this.pattern = pattern;
  }

  @Override
  public String pattern() {
    return pattern;
  }
}
