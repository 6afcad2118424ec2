package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The databases Django's users can be bridged from, and what their drivers are told. */
enum DatabaseKind {
  POSTGRESQL(
      "PostgreSQL",
      "org.postgresql.Driver",
      "org.postgresql:postgresql",
      "ApplicationName channelBinding currentSchema gssEncMode prepareThreshold ssl sslcert sslkey sslmode sslrootcert targetServerType") {
    @Override
    Map<String, String> properties(BridgeSettings database) {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("connectTimeout", seconds(database.timeout()));
      properties.put("loginTimeout", seconds(database.timeout()));
      properties.put("socketTimeout", seconds(patience(database)));
      properties.put("tcpKeepAlive", "true");
      if (database.readOnly()) {
        properties.put("readOnly", "true");
        properties.put("readOnlyMode", "always");
      }
      return properties;
    }

    /**
     * The server ends a slow statement itself, and the connection stays fit for use. Committed,
     * because a rollback of the connection's first transaction would take it back.
     */
    @Override
    String initialSql(BridgeSettings database) {
      return "SET statement_timeout = " + database.timeout().toMillis() + "; COMMIT";
    }
  },
  MYSQL(
      "MySQL",
      "com.mysql.cj.jdbc.Driver",
      "com.mysql:mysql-connector-j",
      "allowPublicKeyRetrieval sslMode tlsVersions") {
    @Override
    Map<String, String> properties(BridgeSettings database) {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("connectTimeout", milliseconds(database.timeout()));
      properties.put("socketTimeout", milliseconds(patience(database)));
      properties.put("useCursorFetch", "true");
      // A date of zeros is no date, and no reason to read no row at all.
      properties.put("zeroDateTimeBehavior", "CONVERT_TO_NULL");
      properties.put("allowLoadLocalInfile", "false");
      properties.put("allowUrlInLocalInfile", "false");
      return properties;
    }

    @Override
    String initialSql(BridgeSettings database) {
      return lockWait(database);
    }

    /** Told so itself, its driver would refuse savepoints as changes. */
    @Override
    void onlyRead(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION TRANSACTION READ ONLY");
      }
    }
  },
  MARIADB(
      "MariaDB",
      "org.mariadb.jdbc.Driver",
      "org.mariadb.jdbc:mariadb-java-client",
      "allowPublicKeyRetrieval serverSslCert sslMode") {
    @Override
    Map<String, String> properties(BridgeSettings database) {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("connectTimeout", milliseconds(database.timeout()));
      properties.put("socketTimeout", milliseconds(patience(database)));
      properties.put("allowLocalInfile", "false");
      return properties;
    }

    @Override
    String initialSql(BridgeSettings database) {
      return lockWait(database);
    }
  },
  SQLITE("SQLite", "org.sqlite.JDBC", "org.xerial:sqlite-jdbc", "") {
    @Override
    Map<String, String> properties(BridgeSettings database) {
      Map<String, String> properties = new LinkedHashMap<>();
      properties.put("busy_timeout", milliseconds(database.timeout()));
      // Off by default in SQLite; Django switches it on for each connection too.
      properties.put("foreign_keys", "true");
      // SQLITE_OPEN_READONLY or SQLITE_OPEN_READWRITE: a file that is not there is never created.
      properties.put("open_mode", database.readOnly() ? "1" : "2");
      return properties;
    }

    @Override
    Optional<String> dialect() {
      return Optional.of("org.hibernate.community.dialect.SQLiteDialect");
    }

    @Override
    String initialSql(BridgeSettings database) {
      return "";
    }

    /** It knows no such transactions. */
    @Override
    void onlyRead(Connection connection) {}
  };

  /**
   * Hosts, a database and parameters. Nothing else that drivers understand there: some of it opens
   * files, loads classes or carries a password.
   */
  private static final Pattern SERVER =
      Pattern.compile(
          "jdbc:(?<kind>postgresql|mysql|mariadb)://[\\w.,:\\[\\]-]+/(?<database>[\\w$.-]+)"
              + "(\\?(?<parameters>.*))?");

  private static final Pattern FILE =
      Pattern.compile("jdbc:(?<kind>sqlite):(?<path>(/|[A-Za-z]:[/\\\\])[^?#]+)");

  private final String label;
  private final String driverClass;
  private final String artifact;

  /** Names with spaces between them. */
  private final String parameters;

  DatabaseKind(String label, String driverClass, String artifact, String parameters) {
    this.label = label;
    this.driverClass = driverClass;
    this.artifact = artifact;
    this.parameters = parameters;
  }

  /** What the driver is told beside user and password. */
  abstract Map<String, String> properties(BridgeSettings database);

  /** The class of Hibernate's dialect where it does not find it itself. */
  Optional<String> dialect() {
    return Optional.empty();
  }

  /** What each new connection is told; empty for nothing. */
  abstract String initialSql(BridgeSettings database);

  /** Lets the transactions of a connection only read. */
  void onlyRead(Connection connection) throws SQLException {
    connection.setReadOnly(true);
  }

  /**
   * The kind a JDBC URL names.
   *
   * @throws DatabaseRefusedException if the URL is not one of ours
   */
  static DatabaseKind of(String url) {
    Matcher server = SERVER.matcher(url);
    if (server.matches()) {
      DatabaseKind kind = named(server.group("kind"));
      kind.requireKnown(server.group("parameters"));
      return kind;
    }
    if (FILE.matcher(url).matches()) {
      return SQLITE;
    }
    throw new DatabaseRefusedException(DatabaseRefusal.URL_UNUSABLE);
  }

  private static DatabaseKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.label.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow();
  }

  private void requireKnown(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return;
    }
    Set<String> accepted = new TreeSet<>(Arrays.asList(parameters.split(" ", -1)));
    for (String parameter : query.split("&", -1)) {
      String name = parameter.split("=", 2)[0];
      if (!accepted.contains(name)) {
        throw new DatabaseRefusedException(
            DatabaseRefusal.URL_PARAMETER,
            name.replaceAll("[^\\w]", "?"),
            label,
            String.join(", ", accepted));
      }
    }
  }

  /**
   * The driver's class.
   *
   * @throws DatabaseRefusedException if the server does not carry it
   */
  Class<? extends Driver> driver() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader ours = DatabaseKind.class.getClassLoader();
    try {
      return Class.forName(driverClass, true, context == null ? ours : context)
          .asSubclass(Driver.class);
    } catch (ClassNotFoundException absent) {
      throw new DatabaseRefusedException(
          absent, DatabaseRefusal.DRIVER_MISSING, label, driverClass, artifact);
    } catch (LinkageError unusable) {
      throw new DatabaseRefusedException(unusable, DatabaseRefusal.DRIVER_UNUSABLE, driverClass);
    }
  }

  /** A second more than the server has, so that it is first to end a slow statement. */
  private static Duration patience(BridgeSettings database) {
    return database.timeout().plusSeconds(1);
  }

  /** Of rows, and of tables whose definition is being changed. */
  private static String lockWait(BridgeSettings database) {
    String seconds = seconds(database.timeout());
    return "SET SESSION innodb_lock_wait_timeout = "
        + seconds
        + ", SESSION lock_wait_timeout = "
        + seconds;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private static String milliseconds(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
