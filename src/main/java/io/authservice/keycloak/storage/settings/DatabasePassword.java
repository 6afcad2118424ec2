package io.authservice.keycloak.storage.settings;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.core.PathSegment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The password of a component's database, which administrators may replace and never read. So they
 * may not have it sent elsewhere either: it stays only with the database and user it was saved for.
 */
public final class DatabasePassword {

  private static final String BEFORE = "auth-service.password-before.";

  private final KeycloakSession session;

  public DatabasePassword(KeycloakSession session) {
    this.session = session;
  }

  /**
   * What the settings hold before the request changes them. Keycloak puts what was sent into the
   * very model in the realm's cache, and leaves there what was sent masked.
   */
  private record Before(ComponentModel component, @Nullable List<String> password) {}

  /** Notes what a component holds that the request being served is about to change. */
  public void noteBeforeChange() {
    request()
        .filter(request -> request.getHttpMethod().equals("PUT"))
        .ifPresent(
            request ->
                note(
                    request.getUri().getPathSegments().stream()
                        .map(PathSegment::getPath)
                        .toList()));
  }

  /** As {@code admin/realms/<realm>/components/<id>}. */
  private void note(List<String> path) {
    int last = path.size() - 1;
    if (last < 4 || !path.get(last - 1).equals("components")) {
      return;
    }
    RealmModel realm = session.realms().getRealmByName(path.get(last - 2));
    ComponentModel component = realm == null ? null : realm.getComponent(path.get(last));
    if (component != null) {
      session.setAttribute(
          BEFORE + component.getId(),
          new Before(component, component.getConfig().get(DatabaseConfig.PASSWORD)));
    }
  }

  /**
   * Refuses to let a stored password go to another database, or as another user.
   *
   * @param realm as it is stored
   * @param component as it is to be saved
   * @throws UnusableSettingException if the password was not given anew
   */
  public void requireSameDestination(RealmModel realm, ComponentModel component) {
    ComponentModel stored =
        component.getId() == null ? null : realm.getComponent(component.getId());
    PasswordDestination destination = PasswordDestination.of(component);
    if (stored == null
        || destination.isNone()
        || destination.equals(PasswordDestination.of(stored))) {
      return;
    }
    String before = Objects.requireNonNullElse(stored.get(DatabaseConfig.PASSWORD), "");
    String after = Objects.requireNonNullElse(component.get(DatabaseConfig.PASSWORD), "");
    if (before.isEmpty() || after.isEmpty() || !before.equals(after)) {
      return;
    }
    if (DatabaseConfig.isInVault(after) || !isGivenAnew(component)) {
      throw new UnusableSettingException(SettingRefusal.PASSWORD_NOT_ANEW, DatabaseConfig.PASSWORD);
    }
  }

  private boolean isGivenAnew(ComponentModel component) {
    return session.getAttribute(BEFORE + component.getId()) instanceof Before before
        && before.component() == component
        && before.password() != component.getConfig().get(DatabaseConfig.PASSWORD);
  }

  private Optional<HttpRequest> request() {
    try {
      return Optional.ofNullable(session.getContext().getHttpRequest());
    } catch (ContextNotActiveException noRequest) {
      return Optional.empty();
    }
  }
}
