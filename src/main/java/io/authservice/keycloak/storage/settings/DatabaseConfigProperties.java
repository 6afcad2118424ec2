package io.authservice.keycloak.storage.settings;

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
        .label("authServiceDatabase")
        .helpText("authServiceDatabaseHelp")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .property()
        .name(DatabaseConfig.USER)
        .label("authServiceDatabaseUser")
        .helpText("authServiceDatabaseUserHelp")
        .type(ProviderConfigProperty.STRING_TYPE)
        .add()
        .property()
        .name(DatabaseConfig.PASSWORD)
        .label("authServiceDatabasePassword")
        .helpText("authServiceDatabasePasswordHelp")
        .type(ProviderConfigProperty.PASSWORD)
        .secret(true)
        .add()
        .property()
        .name(DatabaseConfig.POOL_SIZE)
        .label("authServiceDatabaseConnections")
        .helpText("authServiceDatabaseConnectionsHelp")
        .type(ProviderConfigProperty.STRING_TYPE)
        .defaultValue(Integer.toString(DatabaseConfig.DEFAULT_POOL_SIZE))
        .add()
        .property()
        .name(DatabaseConfig.TIMEOUT)
        .label("authServiceDatabaseTimeout")
        .helpText("authServiceDatabaseTimeoutHelp")
        .type(ProviderConfigProperty.STRING_TYPE)
        .defaultValue(Integer.toString(DatabaseConfig.DEFAULT_TIMEOUT))
        .add()
        .property()
        .name(DatabaseConfig.USER_TABLE)
        .label("authServiceUserTable")
        .helpText("authServiceUserTableHelp")
        .type(ProviderConfigProperty.STRING_TYPE)
        .defaultValue(DatabaseConfig.DEFAULT_USER_TABLE)
        .add()
        .property()
        .name(DatabaseConfig.USER_MODEL)
        .label("authServiceUserModel")
        .helpText("authServiceUserModelHelp")
        .type(ProviderConfigProperty.TEXT_TYPE)
        .add()
        .property()
        .name(DatabaseConfig.EDIT_MODE)
        .label("authServiceEditMode")
        .helpText("authServiceEditModeHelp")
        .type(ProviderConfigProperty.LIST_TYPE)
        .options(Arrays.stream(EditMode.values()).map(Enum::name).toList())
        .defaultValue(EditMode.WRITABLE.name())
        .add()
        .build();
  }
}
