package io.authservice.keycloak.storage.provider;

import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;

/** Work that follows a commit and whose failure concerns nobody but the log. */
final class AfterCommit extends AbstractKeycloakTransaction {

  private static final Logger LOG = Logger.getLogger(AfterCommit.class);

  private final Runnable work;

  AfterCommit(Runnable work) {
    this.work = work;
  }

  @Override
  protected void commitImpl() {
    try {
      work.run();
    } catch (RuntimeException failure) {
      LOG.warn("Work that follows a commit failed", failure);
    }
  }

  @Override
  protected void rollbackImpl() {}
}
