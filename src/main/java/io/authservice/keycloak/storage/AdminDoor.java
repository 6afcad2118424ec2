package io.authservice.keycloak.storage;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.ForbiddenException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Keeps administrators who are no superusers from changing one through Keycloak's Admin API.
 *
 * <p>What that API writes past the user model (stored credentials, sessions, identity links,
 * e-mails) would hand a superuser's account to whoever may manage users; so the request is refused
 * as a whole, whatever it would do.
 */
final class AdminDoor {

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern USER =
      Pattern.compile(".*/admin/realms/(?<realm>[^/]+)/users/(?<id>[^/]+)(/.*)?");

  private final KeycloakSession session;

  AdminDoor(KeycloakSession session) {
    this.session = session;
  }

  /**
   * Looks at the request being served; one that is no write to a user passes.
   *
   * @throws ForbiddenException if it would change a superuser and its bearer may not
   */
  void requireMayPass() {
    request().filter(request -> !READS.contains(request.getHttpMethod())).ifPresent(this::check);
  }

  private void check(HttpRequest request) {
    Matcher path = USER.matcher("/" + request.getUri().getPath());
    if (!path.matches()) {
      return;
    }
    RealmModel realm = session.realms().getRealmByName(decoded(path.group("realm")));
    String id = decoded(path.group("id"));
    if (realm == null || AccountIds.of(id).isEmpty()) {
      return;
    }
    UserModel target = session.users().getUserById(realm, id);
    boolean superuser =
        target != null
            && Boolean.parseBoolean(target.getFirstAttribute(AccountAttributes.IS_SUPERUSER));
    if (superuser && !new PrivilegeGuard(session, realm).mayDoAll()) {
      throw new ForbiddenException("Only superusers change superusers");
    }
  }

  private Optional<HttpRequest> request() {
    try {
      return Optional.ofNullable(session.getContext().getHttpRequest());
    } catch (ContextNotActiveException noRequest) {
      return Optional.empty();
    }
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
