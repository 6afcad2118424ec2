package io.authservice.keycloak.authority;

import org.keycloak.models.KeycloakSession;

/**
 * What this server does of its own accord, such as making its first superuser. Only code of ours
 * says so, for as long as the work takes: no request, and no missing request, is taken for it. What
 * Keycloak does without one (background tasks, workflows, the import of a realm) has nobody's
 * authority, for whoever set it up may have had little.
 */
public final class ServerWork {

  private static final String KEY = "auth-service.server-work";
  private static final Object MARK = new Object();

  private final KeycloakSession session;

  public ServerWork(KeycloakSession session) {
    this.session = session;
  }

  /** Does the work, in whose course the session may do all. */
  public void run(Runnable work) {
    boolean within = isGoingOn(session);
    session.setAttribute(KEY, MARK);
    try {
      work.run();
    } finally {
      if (!within) {
        session.removeAttribute(KEY);
      }
    }
  }

  static boolean isGoingOn(KeycloakSession session) {
    return session.getAttribute(KEY) == MARK;
  }
}
