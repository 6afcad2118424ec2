package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.account.TakenValueException;
import io.authservice.keycloak.persistence.OwnDatabase;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.own.OwnTables;
import io.authservice.keycloak.persistence.own.TableOwners;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What the names of a realm's tables in Keycloak's own database begin with, where it has tables of
 * its own there. Several realms of a server keep their users in that database so.
 */
public final class TablePrefixSetting {

  static final String NAME = "tablePrefix";

  /** By what settings were checked; nobody but the server sets it. */
  static final String SEAL = "tablesInUse";

  private static final String BRIDGED = "bridged";

  /** So long that every name of a table, an index and a constraint is one of PostgreSQL's. */
  private static final Pattern PREFIX = Pattern.compile("[a-z]([a-z0-9_]{0,10}[a-z0-9])?");

  private TablePrefixSetting() {}

  /**
   * Reads the component; an absent value is an empty prefix.
   *
   * @throws UnusableSettingException if the value is not usable
   */
  static String of(ComponentModel component) {
    String prefix = new ComponentSettings(component).of(NAME, "");
    if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
      throw new UnusableSettingException(SettingRefusal.NOT_A_PREFIX, NAME);
    }
    return prefix;
  }

  /**
   * The tables in Keycloak's own database that are the component's, whether it uses them or bridges
   * another.
   *
   * @throws UnusableSettingException if a value is not usable
   */
  public static OwnTables tables(ComponentModel component) {
    return new OwnTables(of(component), UserIdsSetting.of(component));
  }

  /**
   * The same, to be served. Keycloak puts what an administrator sends into the component that
   * requests are served by before it has that checked.
   *
   * @throws DatabaseRefusedException if they were not checked
   */
  public static OwnTables checked(ComponentModel component) {
    OwnTables tables = tables(component);
    // Earlier versions knew no other tables, and sealed nothing.
    String sealed = new ComponentSettings(component).of(SEAL, OwnTables.PLAIN.users());
    if (!sealed.equals(marked(tables.prefix()))) {
      throw new DatabaseRefusedException(DatabaseRefusal.TABLES_UNCHECKED, NAME);
    }
    return tables;
  }

  /** What stands for the tables with a prefix: that of users with integers. */
  static String marked(String prefix) {
    return new OwnTables(prefix, OwnTables.PLAIN.kind()).users();
  }

  /**
   * Has the component name the table of users, for versions that know no prefix to refuse to serve
   * the realm: they would serve it the users of another.
   *
   * @param stored null for a new one
   */
  static void mark(@Nullable ComponentModel stored, ComponentModel component) {
    ComponentSettings settings = new ComponentSettings(component);
    String named = settings.of(DatabaseConfig.USER_TABLE, "");
    if (stored != null
        && isOwn(stored)
        && !of(stored).isEmpty()
        && named.equals(marked(of(stored)))) {
      component.getConfig().remove(DatabaseConfig.USER_TABLE);
      named = "";
    }
    String prefix = of(component);
    if (!prefix.isEmpty()
        && isOwn(component)
        && (named.isEmpty() || named.equals(DatabaseConfig.DEFAULT_USER_TABLE))) {
      component.put(DatabaseConfig.USER_TABLE, marked(prefix));
    }
  }

  private static boolean isOwn(ComponentModel component) {
    return new ComponentSettings(component).of(DatabaseConfig.URL, "").isEmpty();
  }

  /** Notes that these settings were checked. What needs no note is left as it always was. */
  static void seal(ComponentModel component) {
    if (isOwn(component) && of(component).isEmpty()) {
      component.getConfig().remove(SEAL);
    } else {
      component.getConfig().putSingle(SEAL, isOwn(component) ? marked(of(component)) : BRIDGED);
    }
  }

  /**
   * Gives the realm the tables that the component asks for, and makes them where there are none.
   *
   * @param stored null for a new component
   * @throws UnusableSettingException if they are another's, or if the realm has users in those that
   *     it has now
   * @throws DatabaseRefusedException if the database does not let them be made
   */
  static void settle(
      KeycloakSession session,
      RealmModel realm,
      OwnDatabase database,
      @Nullable ComponentModel stored,
      ComponentModel component) {
    String prefix = of(component);
    String before = stored == null ? prefix : of(stored);
    if (!before.equals(prefix)
        && !new StorageComponents(session).isTakenByAnother(realm, before)
        && holdUsers(session, database, before)) {
      throw new UnusableSettingException(SettingRefusal.PREFIX_IN_USE, NAME);
    }
    if (!prefix.isEmpty()) {
      take(session, realm, database, prefix, stored == null || !before.equals(prefix));
    }
  }

  private static void take(
      KeycloakSession session,
      RealmModel realm,
      OwnDatabase database,
      String prefix,
      boolean anew) {
    TableOwners owners = new TableOwners(session);
    Optional<String> owner = owners.of(prefix);
    boolean own = owner.filter(realm.getId()::equals).isPresent();
    boolean ofAnother = owner.isPresent() && !own;
    if (ofAnother && session.realms().getRealm(owner.get()) != null) {
      throw new UnusableSettingException(SettingRefusal.TABLES_OF_ANOTHER_REALM);
    }
    if (ofAnother && holdUsers(session, database, prefix)) {
      throw new UnusableSettingException(SettingRefusal.PREFIX_OF_A_REALM_GONE, NAME);
    }
    if (anew || !own) {
      database.make(session, prefix);
    }
    if (ofAnother) {
      owners.handOver(prefix, realm.getId());
    } else if (!own) {
      enter(session, prefix, realm);
    }
  }

  /**
   * In a transaction of its own: PostgreSQL goes on with none of which a statement failed, and who
   * came too late is told so in words that the database has.
   */
  private static void enter(KeycloakSession session, String prefix, RealmModel realm) {
    try {
      KeycloakModelUtils.runJobInTransaction(
          session.getKeycloakSessionFactory(),
          apart -> new TableOwners(apart).enter(prefix, realm.getId()));
    } catch (TakenValueException quicker) {
      throw new UnusableSettingException(SettingRefusal.TABLES_OF_ANOTHER_REALM);
    }
  }

  private static boolean holdUsers(KeycloakSession session, OwnDatabase database, String prefix) {
    return OwnTables.all(prefix).stream().anyMatch(tables -> database.hasUsers(session, tables));
  }

  /** What the component's settings page shows. */
  static ProviderConfigProperty property() {
    return new ProviderConfigProperty(
        NAME,
        "authServiceTablePrefix",
        "authServiceTablePrefixHelp",
        ProviderConfigProperty.STRING_TYPE,
        "");
  }
}
