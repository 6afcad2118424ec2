package io.authservice.keycloak.authority;

import io.authservice.keycloak.routing.ServedRequest;
import jakarta.ws.rs.ForbiddenException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Stands before Keycloak's Admin API, which writes much past the user model: stored credentials,
 * sessions, locks, roles of groups. Whoever does not administer the realm gets through with a call
 * that is on the list ({@link AdminCalls}) and passes its checks; everything else is refused, calls
 * that a later Keycloak brings too.
 *
 * <p>Keycloak has authenticated the bearer by then, and set the realm that the call is about.
 */
public final class AdminDoor {

  private static final Logger LOG = Logger.getLogger(AdminDoor.class);
  private static final String ADMIN = "admin";
  private static final String REALMS = "realms";

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
  public AdminDoor(AdminCalls calls, KeycloakSession session, UserAuthority users) {
    this.calls = calls;
    this.session = session;
    this.users = users;
  }

  /**
   * Looks at the request being served; one that is none to the Admin API passes.
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
    if (path.isEmpty() || !path.get(0).equals(ADMIN) || request.isMarked(PASSED)) {
      return;
    }
    RealmModel realm = session.getContext().getRealm();
    if (realm != null && guarded.test(realm)) {
      check(request, path, realm);
    }
    request.mark(PASSED);
  }

  private void check(ServedRequest request, List<String> path, RealmModel realm) {
    Authority authority = new Authority(session, realm);
    if (authority.administersRealm() || isAboutNoRealm(path)) {
      return;
    }
    // Parameters of segments change what a segment means, and no call of Keycloak's takes any.
    Optional<AdminCall> call =
        path.size() < 3
                || !path.get(1).equals(REALMS)
                || path.stream().anyMatch(segment -> segment.indexOf(';') >= 0)
            ? Optional.empty()
            : calls.find(request.method(), path.subList(3, path.size()));
    if (call.isEmpty()) {
      throw refused(request, "Only administrators of the realm do this");
    }
    List<String> below = path.subList(3, path.size());
    AdminRules rules = new AdminRules(session, realm, authority, users, call.get(), below, request);
    rules
        .refusal()
        .ifPresent(
            refusal -> {
              throw refused(request, refusal);
            });
  }

  /** The list of realms, and new ones. */
  private static boolean isAboutNoRealm(List<String> path) {
    return path.size() == 2 && path.get(1).equals(REALMS);
  }

  private static ForbiddenException refused(ServedRequest request, String reason) {
    LOG.debugf("Refused %s %s: %s", request.method(), request.path(), reason);
    return new ForbiddenException(reason);
  }
}
