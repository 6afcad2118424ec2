package io.authservice.keycloak.persistence.keycloak;

import io.authservice.keycloak.persistence.bulk.JdbcBatches;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.jpa.entity.FederatedUserAttributeEntity;

/**
 * What Keycloak's federated storage holds for many users at once: one statement where its own
 * interface takes one for each user. Keys are Keycloak's user ids; users with nothing are left out.
 */
public final class FederatedRows {

  private final EntityManager em;
  private final JdbcBatches batches;
  private final String realmId;

  public FederatedRows(KeycloakSession session, String realmId) {
    this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.batches = new JdbcBatches(em, new DatabaseFailures());
    this.realmId = realmId;
  }

  public Map<String, MultivaluedHashMap<String, String>> attributes(Collection<String> userIds) {
    Map<String, MultivaluedHashMap<String, String>> attributes = new HashMap<>();
    batches.among(
        "select user_id, name, value, long_value from fed_user_attribute"
            + " where realm_id = ? and user_id",
        userIds,
        row -> {
          String value = row.getString(3);
          attributes
              .computeIfAbsent(row.getString(1), id -> new MultivaluedHashMap<>())
              .add(row.getString(2), value == null ? row.getString(4) : value);
          return true;
        },
        realmId);
    return attributes;
  }

  public Map<String, List<String>> requiredActions(Collection<String> userIds) {
    return grouped(
        "select r.userId, r.action from FederatedUserRequiredActionEntity r"
            + " where r.realmId = :realmId and r.userId in :userIds",
        userIds);
  }

  /** The types of the credentials stored beside the password column, such as {@code otp}. */
  public Map<String, List<String>> credentialTypes(Collection<String> userIds) {
    return grouped(
        "select distinct c.userId, c.type from FederatedUserCredentialEntity c"
            + " where c.realmId = :realmId and c.userId in :userIds",
        userIds);
  }

  /** Those of the users who are in the index of users of whom anything is kept. */
  public Set<String> entered(Collection<String> userIds) {
    return new HashSet<>(
        batches.among("select id from federated_user where id", userIds, row -> row.getString(1)));
  }

  /** What a user was given: roles and groups, in one statement. */
  public Given given(String userId) {
    Set<String> roles = new LinkedHashSet<>();
    Set<String> groups = new LinkedHashSet<>();
    em.createQuery(
            "select 'role', r.roleId from FederatedUserRoleMappingEntity r"
                + " where r.realmId = :realmId and r.userId = :userId"
                + " union all"
                + " select 'group', g.groupId from FederatedUserGroupMembershipEntity g"
                + " where g.realmId = :realmId and g.userId = :userId",
            Object[].class)
        .setParameter("realmId", realmId)
        .setParameter("userId", userId)
        .getResultList()
        .forEach(row -> ("role".equals(row[0]) ? roles : groups).add((String) row[1]));
    return new Given(roles, groups);
  }

  /** The users who are in one of the groups. */
  List<String> members(Collection<String> groupIds) {
    return em.createQuery(
            "select distinct g.userId from FederatedUserGroupMembershipEntity g"
                + " where g.realmId = :realmId and g.groupId in :groupIds",
            String.class)
        .setParameter("realmId", realmId)
        .setParameter("groupIds", groupIds)
        .getResultList();
  }

  /** The users who are in any group. */
  List<String> membersOfAny() {
    return em.createQuery(
            "select distinct g.userId from FederatedUserGroupMembershipEntity g"
                + " where g.realmId = :realmId",
            String.class)
        .setParameter("realmId", realmId)
        .getResultList();
  }

  /** The values of one attribute, by user; of one that a user has several times, any of them. */
  public Map<String, String> valuesOf(String attribute) {
    Map<String, String> values = new HashMap<>();
    em.createQuery(
            "select a.userId, a.value from FederatedUserAttributeEntity a"
                + " where a.realmId = :realmId and a.name = :name",
            Object[].class)
        .setParameter("realmId", realmId)
        .setParameter("name", attribute)
        .getResultList()
        .forEach(row -> values.put((String) row[0], (String) row[1]));
    return values;
  }

  /** Whether anything at all is kept under an id: whatever is, is entered in an index of users. */
  public boolean holdsAnything(String userId) {
    return !em.createQuery(
            "select a.id from FederatedUserAttributeEntity a"
                + " where a.realmId = :realmId and a.userId = :userId"
                + " union all select u.id from FederatedUser u where u.id = :userId",
            String.class)
        .setParameter("realmId", realmId)
        .setParameter("userId", userId)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /**
   * Adds an attribute of the server's own unless anything is kept under the id, in one statement.
   *
   * @return false if something is kept, and nothing was added
   */
  public boolean addFirstAttribute(String userId, String name, String value) {
    return em.createQuery(
                "insert into FederatedUserAttributeEntity"
                    + " (id, name, value, userId, realmId, storageProviderId)"
                    + " select cast(:id as String), cast(:name as String), cast(:value as String),"
                    + " cast(:userId as String), r.id, cast(:providerId as String)"
                    + " from RealmEntity r where r.id = :realmId"
                    + " and not exists (select 1 from FederatedUserAttributeEntity a"
                    + " where a.realmId = :realmId and a.userId = :userId)"
                    + " and not exists (select 1 from FederatedUser u where u.id = :userId)")
            .setParameter("id", KeycloakModelUtils.generateId())
            .setParameter("name", name)
            .setParameter("value", value)
            .setParameter("userId", userId)
            .setParameter("providerId", new StorageId(userId).getProviderId())
            .setParameter("realmId", realmId)
            .executeUpdate()
        == 1;
  }

  /**
   * Adds an attribute of the server's own to many users, in one statement and without entering the
   * index.
   *
   * @param values by user, none of them longer than Keycloak's short ones
   */
  public void addAttributes(String name, Map<String, String> values) {
    batches.run(
        "insert into fed_user_attribute (id, name, value, user_id, realm_id, storage_provider_id)"
            + " values (?, ?, ?, ?, ?, ?)",
        List.copyOf(values.entrySet()),
        (value, row) ->
            row.add(KeycloakModelUtils.generateId())
                .add(name)
                .add(value.getValue())
                .add(value.getKey())
                .add(realmId)
                .add(new StorageId(value.getKey()).getProviderId()));
  }

  /** Adds an attribute of the server's own, in one statement and without entering the index. */
  public void addAttribute(String userId, String name, String value) {
    FederatedUserAttributeEntity attribute = new FederatedUserAttributeEntity();
    attribute.setId(KeycloakModelUtils.generateId());
    attribute.setName(name);
    attribute.setValue(value);
    attribute.setUserId(userId);
    attribute.setRealmId(realmId);
    attribute.setStorageProviderId(new StorageId(userId).getProviderId());
    em.persist(attribute);
  }

  /** Removes an attribute of many users. */
  public void removeAttribute(Collection<String> userIds, String name) {
    if (!userIds.isEmpty()) {
      em.createQuery(
              "delete from FederatedUserAttributeEntity a where a.realmId = :realmId"
                  + " and a.name = :name and a.userId in :userIds")
          .setParameter("realmId", realmId)
          .setParameter("name", name)
          .setParameter("userIds", userIds)
          .executeUpdate();
    }
  }

  private Map<String, List<String>> grouped(String query, Collection<String> userIds) {
    Map<String, List<String>> values = new HashMap<>();
    em.createQuery(query, Object[].class)
        .setParameter("realmId", realmId)
        .setParameter("userIds", userIds)
        .getResultList()
        .forEach(
            row ->
                values
                    .computeIfAbsent((String) row[0], id -> new ArrayList<>())
                    .add((String) row[1]));
    return values;
  }

  /** Ids of roles and groups. */
  public record Given(Set<String> roleIds, Set<String> groupIds) {}
}
