package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.key.UserId;
import jakarta.persistence.EntityManager;

/** What has to be done about rows that refer to an account before it can be removed. */
@FunctionalInterface
public interface RemovalPreparation {

  /** Nothing refers to accounts in tables that are ours alone. */
  RemovalPreparation NONE = (em, id) -> {};

  /**
   * Sees to the rows that refer to the account.
   *
   * @throws io.authservice.keycloak.account.AccountInUseException if there are rows that are not
   *     ours to remove
   */
  void prepare(EntityManager em, UserId id);
}
