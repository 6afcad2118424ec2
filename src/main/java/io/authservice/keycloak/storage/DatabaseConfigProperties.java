package io.authservice.keycloak.storage;

import java.util.Arrays;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** What the component's settings page shows about the database. */
final class DatabaseConfigProperties {

  private DatabaseConfigProperties() {}

  static List<ProviderConfigProperty> all() {
    return ProviderConfigurationBuilder.create()
        .property()
        .name(DatabaseConfig.URL)
        .label("Django database")
        .helpText(
            "JDBC URL of an existing Django database: jdbc:postgresql://host:port/database,"
                + " jdbc:mysql://…, jdbc:mariadb://… or jdbc:sqlite:/path/to/file. Blank: the users"
                + " are kept in Keycloak's own database.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .property()
        .name(DatabaseConfig.USER)
        .label("Database user")
        .helpText("Needs no right but to read the tables, and to write them unless read-only.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .property()
        .name(DatabaseConfig.PASSWORD)
        .label("Database password")
        .helpText("In plain, or where Keycloak's vault keeps it: ${vault.name}.")
        .type(ProviderConfigProperty.PASSWORD)
        .secret(true)
        .add()
        .property()
        .name(DatabaseConfig.POOL_SIZE)
        .label("Database connections")
        .helpText("The most connections each node keeps to the Django database.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .defaultValue(Integer.toString(DatabaseConfig.DEFAULT_POOL_SIZE))
        .add()
        .property()
        .name(DatabaseConfig.TIMEOUT)
        .label("Database time-out")
        .helpText(
            "Seconds that connecting, waiting for a connection, a statement and a lock may each"
                + " take.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .defaultValue(Integer.toString(DatabaseConfig.DEFAULT_TIMEOUT))
        .add()
        .property()
        .name(DatabaseConfig.USER_TABLE)
        .label("User table")
        .helpText(
            "The table of Django's user model: users_user, auth_user or any with these columns.")
        .type(ProviderConfigProperty.STRING_TYPE)
        .defaultValue(DatabaseConfig.DEFAULT_USER_TABLE)
        .add()
        .property()
        .name(DatabaseConfig.EDIT_MODE)
        .label("Edit mode")
        .helpText(
            "WRITABLE: users are created, changed and deleted in the Django database. READ_ONLY:"
                + " they only log in; nothing is written there, not even the date of the login.")
        .type(ProviderConfigProperty.LIST_TYPE)
        .options(Arrays.stream(EditMode.values()).map(Enum::name).toList())
        .defaultValue(EditMode.WRITABLE.name())
        .add()
        .build();
  }
}
