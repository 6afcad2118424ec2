package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.AccountInUseException;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.persistence.table.KeyForm;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.Session;

/**
 * The rows that refer to a user, dealt with as Django does before it deletes one: its foreign keys
 * have no rule in the database, so that Django itself follows them ({@code on_delete}).
 *
 * <p>Known are the tables of Django's own applications, of those the old service came with, and
 * those of second factors, links and addresses. Rows of any other table are somebody else's, and
 * keep the user from being deleted.
 */
public final class UserReferences {

  /** Tables whose rows go with what they refer to; all others of the known ones let go of it. */
  private static final Map<String, Set<String>> CASCADING = cascading();

  private static final Map<String, Set<String>> LETTING_GO =
      Map.of(
          "oauth2_provider_accesstoken", Set.of("source_refresh_token_id"),
          "oauth2_provider_refreshtoken", Set.of("access_token_id"),
          "token_blacklist_outstandingtoken", Set.of("user_id"));

  private static final Set<Short> SEEN_TO_BY_THE_DATABASE =
      Set.of(
          (short) DatabaseMetaData.importedKeyCascade,
          (short) DatabaseMetaData.importedKeySetNull,
          (short) DatabaseMetaData.importedKeySetDefault);

  /** As many values as a statement may well name: databases limit its parameters. */
  private static final int PORTION = 500;

  private final String userTable;
  private final KeyForm key;

  UserReferences(DjangoSchema schema) {
    this.userTable = schema.userTable();
    this.key = schema.key();
  }

  /**
   * Removes, or turns loose, what refers to the user, in the transaction of the entity manager.
   *
   * @throws AccountInUseException if there are rows that are not ours to remove
   */
  public void clear(EntityManager em, UserId userId) {
    em.flush();
    List<Object> keys = Stream.ofNullable(key.stored(userId)).toList();
    em.unwrap(Session.class).doWork(connection -> release(connection, userTable, keys));
  }

  /** Frees rows of what refers to them, so that they can be deleted. */
  private void release(Connection connection, String table, List<Object> keys) throws SQLException {
    for (Reference reference : references(connection, table)) {
      if (isMembership(reference) || reference.isSeenToByTheDatabase()) {
        continue;
      }
      for (int start = 0; start < keys.size(); start += PORTION) {
        resolve(connection, reference, keys.subList(start, Math.min(keys.size(), start + PORTION)));
      }
    }
  }

  /** Hibernate deletes these along with the user. */
  private boolean isMembership(Reference reference) {
    return reference.table().equalsIgnoreCase(DjangoSchema.groupsOf(userTable))
        || reference.table().equalsIgnoreCase(DjangoSchema.permissionsOf(userTable));
  }

  private void resolve(Connection connection, Reference reference, List<Object> keys)
      throws SQLException {
    if (reference.isIn(LETTING_GO)) {
      execute(
          connection,
          "update %s set %s = null where %s in (%s)",
          keys,
          reference.table(),
          reference.column(),
          reference.column());
      return;
    }
    List<Object> referring = primaryKeys(connection, reference, keys);
    if (referring.isEmpty()) {
      return;
    }
    if (!reference.isIn(CASCADING)) {
      throw new AccountInUseException(reference.table());
    }
    release(connection, reference.table(), referring);
    execute(
        connection, "delete from %s where %s in (%s)", keys, reference.table(), reference.column());
  }

  private static List<Reference> references(Connection connection, String table)
      throws SQLException {
    List<Reference> references = new ArrayList<>();
    try (ResultSet keys =
        connection
            .getMetaData()
            .getExportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
      while (keys.next()) {
        references.add(
            new Reference(
                keys.getString("FKTABLE_NAME"),
                keys.getString("FKCOLUMN_NAME"),
                keys.getShort("DELETE_RULE")));
      }
    }
    return references;
  }

  private static List<Object> primaryKeys(
      Connection connection, Reference reference, List<Object> keys) throws SQLException {
    String primaryKey = reference.table().equalsIgnoreCase("authtoken_token") ? "key" : "id";
    // Of a table that is not known, all that matters is whether there are such rows.
    String wanted = reference.isIn(CASCADING) ? primaryKey : reference.column();
    List<Object> found = new ArrayList<>();
    try (PreparedStatement select =
        prepare(
            connection,
            "select %s from %s where %s in (%s)",
            keys,
            wanted,
            reference.table(),
            reference.column())) {
      if (!reference.isIn(CASCADING)) {
        select.setMaxRows(1);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getObject(1));
        }
      }
    }
    return found;
  }

  private static void execute(
      Connection connection, String pattern, List<Object> keys, String... names)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, pattern, keys, names)) {
      statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String pattern, List<Object> keys, String... names)
      throws SQLException {
    List<Object> parts = new ArrayList<>();
    for (String name : names) {
      parts.add(DjangoSchema.quoted(connection, name));
    }
    parts.add(String.join(", ", Collections.nCopies(keys.size(), "?")));
    PreparedStatement statement = connection.prepareStatement(pattern.formatted(parts.toArray()));
    for (int i = 0; i < keys.size(); i++) {
      statement.setObject(i + 1, keys.get(i));
    }
    return statement;
  }

  private static Map<String, Set<String>> cascading() {
    Map<String, Set<String>> rules =
        new HashMap<>(
            Map.of(
                "django_admin_log", Set.of("user_id"),
                "authtoken_token", Set.of("user_id"),
                "oauth2_provider_application", Set.of("user_id"),
                "oauth2_provider_grant", Set.of("user_id", "application_id"),
                "oauth2_provider_accesstoken", Set.of("user_id", "application_id", "id_token_id"),
                "oauth2_provider_refreshtoken", Set.of("user_id", "application_id"),
                "oauth2_provider_idtoken", Set.of("user_id", "application_id"),
                "oauth2_provider_devicegrant", Set.of("user_id"),
                "token_blacklist_blacklistedtoken", Set.of("token_id")));
    for (BelongingTable belonging : BelongingTable.values()) {
      rules.put(belonging.table(), Set.of(belonging.owner() + "_id"));
    }
    rules.put("otp_email_emaildevice", Set.of("user_id"));
    rules.put("otp_hotp_hotpdevice", Set.of("user_id"));
    rules.put("socialaccount_socialtoken", Set.of("account_id"));
    rules.put("account_emailconfirmation", Set.of("email_address_id"));
    return Map.copyOf(rules);
  }

  private record Reference(String table, String column, short deleteRule) {

    boolean isSeenToByTheDatabase() {
      return SEEN_TO_BY_THE_DATABASE.contains(deleteRule);
    }

    boolean isIn(Map<String, Set<String>> rules) {
      return rules
          .getOrDefault(table.toLowerCase(Locale.ROOT), Set.of())
          .contains(column.toLowerCase(Locale.ROOT));
    }
  }
}
