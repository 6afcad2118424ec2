package io.authservice.keycloak.logging;

import java.util.HashSet;
import java.util.Set;

/**
 * What the log has said already, for lines that it says of each realm or storage once. Safe for use
 * by several threads.
 */
public final class ToldOnce {

  /** So that no number of them fills the log or the heap; of one beyond nothing is said. */
  static final int MOST = 1000;

  private final Set<String> told = new HashSet<>();

  /**
   * Whether it is to be told now: not yet told, and not too many others either.
   *
   * @param id of what is told of
   */
  public synchronized boolean isNews(String id) {
    return told.size() < MOST && told.add(id);
  }
}
