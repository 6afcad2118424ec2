package io.authservice.keycloak.testing;

import io.authservice.keycloak.server.Sql;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The tables of a Django database, read and written past Keycloak, as Django would. */
public record DjangoRows(String name, Sql.Connecting connecting) {

  public static final String PASSWORD = "Corr3ct-horse-Batt3ry";

  private static final int ITERATIONS = 1000;

  /** Adds a row to {@code users_user}, and returns its id. */
  public long user(String username, boolean superuser) {
    return user("users_user", username, superuser);
  }

  public long user(String table, String username, boolean superuser) {
    execute(
        "insert into "
            + table
            + " (password, is_superuser, username, first_name, last_name, email, is_staff,"
            + " is_active, date_joined) values ('"
            + encoded(PASSWORD)
            + "', "
            + superuser
            + ", '"
            + username
            + "', 'First', 'Last', '"
            + username
            + "@example.com', "
            + superuser
            + ", true, '2024-02-29 23:59:59.123456+00')");
    return Long.parseLong(
        select("select id from " + table + " where username = '" + username + "'").get(0));
  }

  public void execute(String... statements) {
    new Sql(connecting).execute(statements);
  }

  /** The rows, each as its columns' texts joined by a bar. */
  public List<String> select(String sql) {
    return new Sql(connecting).select(sql);
  }

  /** Every table, column, constraint and index there is. */
  public List<String> schema() {
    List<String> all = new ArrayList<>();
    all.addAll(
        select(
            "select table_name, column_name, data_type, is_nullable, column_default,"
                + " character_maximum_length from information_schema.columns"
                + " where table_schema = 'public' order by 1, 2"));
    all.addAll(
        select(
            "select conrelid::regclass, conname, pg_get_constraintdef(oid) from pg_constraint"
                + " order by 1, 2"));
    all.addAll(select("select indexdef from pg_indexes where schemaname = 'public' order by 1"));
    return all;
  }

  /** As Django's {@code PBKDF2PasswordHasher} with as many iterations as Keycloak is told here. */
  public static String encoded(String password) {
    try {
      byte[] salt = "salt".getBytes(StandardCharsets.US_ASCII);
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256))
              .getEncoded();
      return "pbkdf2_sha256$" + ITERATIONS + "$salt$" + Base64.getEncoder().encodeToString(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
