package io.authservice.keycloak.authority.adminapi;

import static io.authservice.keycloak.logging.RequestLog.LOG;

import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.authority.UserAuthority;
import io.authservice.keycloak.http.routing.ServedRequest;
import jakarta.ws.rs.ForbiddenException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Stands before Keycloak's Admin API, which writes much past the user model: stored credentials,
 * sessions, locks, roles of groups. Whoever does not administer the realm gets through with a call
 * that is on the list ({@link AdminCalls}) and passes its checks; everything else is refused, calls
 * that a later Keycloak brings too.
 *
 * <p>And before its SCIM, which finds no user of a storage by a filter, and of a new one may answer
 * that it failed when the user is written: nobody gets through.
 *
 * <p>Keycloak has authenticated the bearer by then.
 */
public final class AdminApiGuard {

  private static final String ADMIN = "admin";
  private static final String REALMS = "realms";

  /** As it may be spelt: the server decodes what is served below a realm before it looks it up. */
  private static final Pattern SCIM = Pattern.compile("(s|%73)(c|%63)(i|%69)(m|%6[dD])(;.*)?");

  /** Sessions that Keycloak opens in the course of a request have no bearer of their own. */
  private static final String PASSED = "auth-service.admin-door";

  private final AdminCalls calls;
  private final KeycloakSession session;
  private final UserAuthority users;

  /**
   * The door for one session.
   *
   * @param users what users hold
   */
  public AdminApiGuard(AdminCalls calls, KeycloakSession session, UserAuthority users) {
    this.calls = calls;
    this.session = session;
    this.users = users;
  }

  /**
   * Looks at the request being served; one that is to neither API passes.
   *
   * @param guarded whether a realm's users are kept by this extension
   * @throws ForbiddenException if the bearer may not make this call
   * @throws jakarta.ws.rs.BadRequestException if its body cannot be read
   */
  public void requireMayPass(Predicate<RealmModel> guarded) {
    Optional<ServedRequest> served = ServedRequest.current();
    if (served.isEmpty()) {
      return;
    }
    ServedRequest request = served.get();
    List<String> path = AdminCalls.segments(request.path());
    if (isScim(path) && guarded.test(session.getContext().getRealm())) {
      throw refused(request, "SCIM does not serve the users of this realm");
    }
    if (path.isEmpty() || !path.get(0).equals(ADMIN) || request.isMarked(PASSED)) {
      return;
    }
    RealmModel realm = realm(path);
    if (realm != null && guarded.test(realm)) {
      check(request, path, realm);
      request.mark(PASSED);
    }
  }

  private static boolean isScim(List<String> path) {
    List<String> named =
        path.stream().filter(segment -> !segment.isEmpty() && !segment.equals(".")).toList();
    return named.size() > 2 && named.get(0).equals(REALMS) && SCIM.matcher(named.get(2)).matches();
  }

  /** The realm that the path names; not the bearer's, which may be the master realm. */
  private @Nullable RealmModel realm(List<String> path) {
    return path.size() > 2 && path.get(1).equals(REALMS)
        ? session.realms().getRealmByName(AdminCall.decoded(path.get(2)))
        : session.getContext().getRealm();
  }

  private void check(ServedRequest request, List<String> path, RealmModel realm) {
    Authority authority = new Authority(session, realm);
    if (authority.administersRealm() || isAboutNoRealm(path)) {
      return;
    }
    if (!isBelowARealm(path)) {
      throw refused(request, AdminRules.ADMINISTRATORS_ALONE);
    }
    List<String> below = path.subList(3, path.size());
    AdminCall call =
        calls
            .find(request.method(), below)
            .orElseThrow(() -> refused(request, AdminRules.ADMINISTRATORS_ALONE));
    Optional<String> refusal =
        new AdminRules(session, realm, authority, users, call, below, request).refusal();
    if (refusal.isPresent()) {
      throw refused(request, refusal.get());
    }
  }

  /** The list of realms, and new ones. */
  private static boolean isAboutNoRealm(List<String> path) {
    return path.size() == 2 && path.get(1).equals(REALMS);
  }

  /** Parameters of segments change what a segment means, and no call of Keycloak's takes any. */
  private static boolean isBelowARealm(List<String> path) {
    return path.size() > 2
        && path.get(1).equals(REALMS)
        && path.stream().allMatch(segment -> segment.indexOf(';') < 0);
  }

  private static ForbiddenException refused(ServedRequest request, String reason) {
    LOG.adminCallRefused(request.method(), request.path(), reason);
    return new ForbiddenException(reason);
  }
}
