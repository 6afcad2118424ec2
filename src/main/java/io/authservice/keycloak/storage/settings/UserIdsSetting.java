package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.account.key.UserIdKind;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What the ids of a component's users are in Keycloak's own database, which has tables for either
 * kind. A Django database says so itself. Imports set it where there are no users yet.
 */
public final class UserIdsSetting {

  private static final String NAME = "userIds";

  private UserIdsSetting() {}

  /**
   * Reads the component; an absent value means integers.
   *
   * @throws UnusableSettingException if the value is not usable
   */
  public static UserIdKind of(ComponentModel component) {
    String value = text(component);
    if (value.isEmpty()) {
      return UserIdKind.INTEGER;
    }
    return Arrays.stream(UserIdKind.values())
        .filter(kind -> kind.name().equals(value))
        .findFirst()
        .orElseThrow(() -> new UnusableSettingException(SettingRefusal.NOT_A_KIND_OF_ID, NAME));
  }

  /** The same component with users of another kind. */
  public static ComponentModel with(ComponentModel component, UserIdKind kind) {
    ComponentModel changed = new ComponentModel(component);
    changed.getConfig().putSingle(NAME, kind.name());
    return changed;
  }

  /**
   * Keeps a component from losing sight of users that the tables hold. A new one that names no kind
   * gets that of the users there are.
   *
   * @param stored null for a new one
   * @param inUse whether the tables hold users of a kind that may be the realm's
   * @throws UnusableSettingException if there are users of the other kind
   */
  static void settle(
      @Nullable ComponentModel stored, ComponentModel component, Predicate<UserIdKind> inUse) {
    UserIdKind wanted = of(component);
    if (stored != null && of(stored) == wanted) {
      return;
    }
    for (UserIdKind other : UserIdKind.values()) {
      if (other != wanted && inUse.test(other)) {
        if (stored != null || !text(component).isEmpty()) {
          throw new UnusableSettingException(SettingRefusal.USERS_OF_OTHER_IDS, NAME);
        }
        component.getConfig().putSingle(NAME, other.name());
      }
    }
  }

  private static String text(ComponentModel component) {
    return new ComponentSettings(component).of(NAME, "");
  }

  /** What the component's settings page shows. */
  static ProviderConfigProperty property() {
    ProviderConfigProperty property =
        new ProviderConfigProperty(
            NAME,
            "authServiceUserIds",
            "authServiceUserIdsHelp",
            ProviderConfigProperty.LIST_TYPE,
            UserIdKind.INTEGER.name());
    property.setOptions(Arrays.stream(UserIdKind.values()).map(Enum::name).toList());
    return property;
  }
}
