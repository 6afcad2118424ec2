package io.authservice.keycloak.storage.provider;

import static io.authservice.keycloak.logging.UserLog.LOG;

import org.keycloak.models.AbstractKeycloakTransaction;

/** Work that follows a commit and whose failure concerns nobody but the log. */
final class AfterCommit extends AbstractKeycloakTransaction {

  private final Runnable work;

  AfterCommit(Runnable work) {
    this.work = work;
  }

  @Override
  protected void commitImpl() {
    try {
      work.run();
    } catch (RuntimeException failure) {
      LOG.afterCommitFailed(failure);
    }
  }

  @Override
  protected void rollbackImpl() {}
}
