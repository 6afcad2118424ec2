package io.authservice.keycloak.testing;

import java.sql.SQLException;
import javax.sql.DataSource;

/** A MySQL or MariaDB that a test starts for itself. */
public interface MySqlFamily extends AutoCloseable {

  /** Who may do everything. */
  String USER = "django";

  String PASSWORD = "maria-battery";

  /** An option of both: a zone of its own, so that a moment read or written in it shows. */
  String ZONE = "--default-time-zone=+05:30";

  void createDatabase(String name);

  /** For {@link #USER}, with the server's own driver. */
  String jdbcUrl(String database);

  /** For the test's own statements, as {@link #USER}. */
  DataSource source(String database) throws SQLException;

  int port();

  /** The tables as Django makes them there. */
  DjangoSchemas schema();

  /** In what type Django keeps UUIDs there. */
  String uuidType();

  @Override
  void close();
}
