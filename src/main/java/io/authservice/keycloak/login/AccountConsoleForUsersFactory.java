package io.authservice.keycloak.login;

import io.authservice.keycloak.authority.FlagNames;
import io.authservice.keycloak.token.session.BrowserLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.account.AccountConsoleFactory;
import org.keycloak.theme.Theme;

/**
 * Keycloak's account console for themes that ask for it by this name. Its list of applications is
 * made of whatever a user has opened once, administrators' pages that refused the user among them,
 * and cannot be asked for less: those that the user cannot use are left out by a style sheet.
 */
public final class AccountConsoleForUsersFactory extends AccountConsoleFactory {

  private static final String ID = "auth-service";
  private static final String NO_PAGE = "css/no-administrators-page.css";
  private static final String NO_CONSOLE = "css/no-admin-console.css";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  protected Theme getTheme(KeycloakSession session) {
    RealmModel realm = session.getContext().getRealm();
    Optional<UserModel> user = new BrowserLogin(session, realm).user();
    boolean administers = user.filter(known -> holdsAdminRole(realm, known)).isPresent();
    List<String> styles = new ArrayList<>();
    if (!administers) {
      styles.add(NO_CONSOLE);
      if (user.filter(AccountConsoleForUsersFactory::isStaff).isEmpty()) {
        styles.add(NO_PAGE);
      }
    }
    return new StyledTheme(super.getTheme(session), styles);
  }

  private static boolean isStaff(UserModel user) {
    return FlagNames.ALL.stream()
        .anyMatch(flag -> Boolean.parseBoolean(user.getFirstAttribute(flag)));
  }

  private static boolean holdsAdminRole(RealmModel realm, UserModel user) {
    ClientModel management = realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    return management != null && management.getRolesStream().anyMatch(user::hasRole);
  }
}
