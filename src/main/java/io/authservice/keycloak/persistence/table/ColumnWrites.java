package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.model.UserModel;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;

/** What a login writes of a row that nobody has opened: one column in one statement. */
final class ColumnWrites {

  private final EntityManager em;
  private final UserModel model;

  ColumnWrites(EntityManager em, UserModel model) {
    this.em = em;
    this.model = model;
  }

  /** Nothing where the table has no place for it. */
  void lastLogin(UserId id, Instant at) {
    if (!model.isOwned(UserField.LAST_LOGIN)) {
      return;
    }
    if (model.isFiltered()) {
      held(id).ifPresent(user -> user.lastLogin = at);
      em.flush();
      return;
    }
    em.createQuery("update DjangoUser u set u.lastLogin = :at where u.id = :id")
        .setParameter("at", at)
        .setParameter("id", id)
        .executeUpdate();
  }

  /** Compared here as well: MySQL's collations find two hashes equal that differ in case. */
  boolean passwordHash(UserId id, String expected, String encoded) {
    if (model.isFiltered()) {
      Optional<DjangoUser> user = held(id).filter(found -> expected.equals(found.password));
      user.ifPresent(found -> found.password = encoded);
      em.flush();
      return user.isPresent();
    }
    return em.createQuery("select u.password from DjangoUser u where u.id = :id", String.class)
            .setParameter("id", id)
            .getResultStream()
            .anyMatch(expected::equals)
        && em.createQuery(
                    "update DjangoUser u set u.password = :encoded"
                        + " where u.id = :id and u.password = :expected")
                .setParameter("encoded", encoded)
                .setParameter("id", id)
                .setParameter("expected", expected)
                .executeUpdate()
            == 1;
  }

  /** Some databases know no alias in an update, by which alone a condition on rows can be put. */
  private Optional<DjangoUser> held(UserId id) {
    return Optional.ofNullable(em.find(DjangoUser.class, id, LockModeType.PESSIMISTIC_WRITE));
  }
}
