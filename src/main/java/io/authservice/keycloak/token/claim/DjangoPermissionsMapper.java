package io.authservice.keycloak.token.claim;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.group.Permission;
import io.authservice.keycloak.storage.provider.AccountReader;
import java.util.List;
import java.util.Map;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * The user's Django permissions as a claim: what {@code user.get_all_permissions()} gives, each as
 * {@code <app_label>.<codename>}.
 */
public final class DjangoPermissionsMapper extends DjangoClaimMapper {

  public static final String ID = "auth-service-permissions-mapper";

  private static final String SUPERUSERS_HOLD_ALL = "superusers.hold.all";

  /** Made by the server. */
  public DjangoPermissionsMapper() {
    super("permissions", List.of(superusersHoldAll()));
  }

  private static ProviderConfigProperty superusersHoldAll() {
    return new ProviderConfigProperty(
        SUPERUSERS_HOLD_ALL,
        "Superusers hold all",
        "On: a superuser's claim lists every permission there is, as Django's"
            + " get_all_permissions() does. Off: only what the superuser and its groups were given;"
            + " tokens stay small, and clients look at the superuser flag themselves.",
        ProviderConfigProperty.BOOLEAN_TYPE,
        "true");
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Django permissions";
  }

  @Override
  public String getHelpText() {
    return "Puts the permissions of the user and of its Django groups into a claim, as a list of"
        + " <app_label>.<codename>.";
  }

  @Override
  List<String> value(AccountReader accounts, Account account, Map<String, String> config) {
    boolean all =
        account.superuser() && !"false".equals(config.getOrDefault(SUPERUSERS_HOLD_ALL, "true"));
    List<Permission> permissions =
        all ? accounts.allPermissions() : accounts.permissions(account.id());
    return permissions.stream().map(Permission::qualifiedName).toList();
  }
}
