package io.authservice.keycloak.persistence.keycloak;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Users by what Keycloak's federated storage holds for them: Keycloak's ids of users. */
public final class FederatedSearch {

  /** Keycloak keeps longer values in a column of their own. */
  private static final int LONGEST_INLINE = 2024;

  private final EntityManager em;
  private final String realmId;

  public FederatedSearch(KeycloakSession session, String realmId) {
    this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.realmId = realmId;
  }

  /**
   * The users with an attribute of a value, whatever its letter case.
   *
   * @param whole false if a part of the value is enough
   */
  public List<String> holders(String attribute, String value, boolean whole) {
    String column = value.length() > LONGEST_INLINE ? "a.longValue" : "a.value";
    return em.createQuery(
            "select distinct a.userId from FederatedUserAttributeEntity a"
                + " where a.realmId = :realmId and a.name = :name and lower("
                + column
                + (whole ? ") = lower(:value)" : ") like lower(:value) escape '\\'"),
            String.class)
        .setParameter("realmId", realmId)
        .setParameter("name", attribute)
        .setParameter("value", whole ? value : "%" + escaped(value) + "%")
        .getResultList();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /**
   * The users with a link to an identity provider.
   *
   * @param alias of the provider; empty for any
   * @param providersUserId as the provider knows the user; empty for any
   */
  public List<String> linked(Optional<String> alias, Optional<String> providersUserId) {
    TypedQuery<String> query =
        em.createQuery(
                "select distinct l.userId from BrokerLinkEntity l where l.realmId = :realmId"
                    + (alias.isEmpty() ? "" : " and l.identityProvider = :alias")
                    + (providersUserId.isEmpty() ? "" : " and l.brokerUserId = :user"),
                String.class)
            .setParameter("realmId", realmId);
    alias.ifPresent(text -> query.setParameter("alias", text));
    providersUserId.ifPresent(text -> query.setParameter("user", text));
    return query.getResultList();
  }

  /**
   * The next users of a storage of whom anything is kept, by id: whatever is kept is entered in an
   * index of users, but for what the server notes itself.
   *
   * @param afterUserId where the last call ended; empty to begin
   */
  public SortedSet<String> usersOf(String storageId, String afterUserId, int max) {
    SortedSet<String> found = new TreeSet<>();
    for (String source :
        List.of(
            "select u.id from FederatedUser u where u.realmId = :realmId"
                + " and u.storageProviderId = :storageId and u.id > :after order by u.id",
            "select distinct a.userId from FederatedUserAttributeEntity a"
                + " where a.realmId = :realmId and a.storageProviderId = :storageId"
                + " and a.userId > :after order by a.userId")) {
      found.addAll(
          em.createQuery(source, String.class)
              .setParameter("realmId", realmId)
              .setParameter("storageId", storageId)
              .setParameter("after", afterUserId)
              .setMaxResults(max)
              .getResultList());
    }
    return found.stream().limit(max).collect(Collectors.toCollection(TreeSet::new));
  }
}
