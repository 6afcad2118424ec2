package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.LetterCase;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;

/**
 * Lets one transaction at a time add a user of a name. H2, which has no other server beside this
 * one, tries an insert that waits for another over and over, and takes a new id each time.
 */
final class NewNames {

  private static final String HELD = "auth-service.new-name.";
  private static final int LANES = 64;

  /** Whoever waits longer goes on: the database lets one alone have the name. */
  private static final int PATIENCE_SECONDS = 5;

  private final List<Semaphore> lanes =
      IntStream.range(0, LANES).mapToObj(lane -> new Semaphore(1)).toList();

  /** Waits for those who came before, and is waited for until the session's transaction ends. */
  void enter(KeycloakSession session, String name) {
    int number = Math.floorMod(LetterCase.ignored(name).hashCode(), LANES);
    if (session.getAttribute(HELD + number) != null) {
      return;
    }
    Semaphore lane = lanes.get(number);
    try {
      if (lane.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        session.setAttribute(HELD + number, true);
        session.getTransactionManager().enlistAfterCompletion(new Leaving(lane));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Leaving extends AbstractKeycloakTransaction {

    private final Semaphore lane;

    Leaving(Semaphore lane) {
      this.lane = lane;
    }

    @Override
    protected void commitImpl() {
      lane.release();
    }

    @Override
    protected void rollbackImpl() {
      lane.release();
    }
  }
}
