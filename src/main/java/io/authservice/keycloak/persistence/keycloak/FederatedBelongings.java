package io.authservice.keycloak.persistence.keycloak;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.jpa.entity.BrokerLinkEntity;
import org.keycloak.storage.jpa.entity.FederatedUser;
import org.keycloak.storage.jpa.entity.FederatedUserCredentialEntity;

/**
 * Credentials and links to identity providers in Keycloak's federated storage, read and written for
 * many users at once. Users are named by Keycloak's ids.
 */
public final class FederatedBelongings {

  private static final int ROWS_A_STATEMENT = 500;

  private final EntityManager em;
  private final String realmId;

  public FederatedBelongings(KeycloakSession session, String realmId) {
    this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    this.realmId = realmId;
  }

  /**
   * A stored credential, as {@code CredentialModel} has it.
   *
   * @param created milliseconds since the epoch
   * @param priority the lowest is offered first
   */
  public record Credential(
      String id,
      String userId,
      String type,
      @Nullable String label,
      long created,
      int priority,
      String data,
      String secret) {

    /** Shows no secret. */
    @Override
    public String toString() {
      return "Credential[" + id + "]";
    }
  }

  /**
   * A link to an identity provider.
   *
   * @param provider its alias
   * @param subject who the user is there
   */
  public record Link(String userId, String provider, String subject) {}

  public List<Credential> credentials(Collection<String> userIds) {
    return em
        .createQuery(
            "select c from FederatedUserCredentialEntity c"
                + " where c.realmId = :realmId and c.userId in :userIds",
            FederatedUserCredentialEntity.class)
        .setParameter("realmId", realmId)
        .setParameter("userIds", userIds)
        .getResultList()
        .stream()
        .map(
            row ->
                new Credential(
                    row.getId(),
                    row.getUserId(),
                    row.getType(),
                    row.getUserLabel(),
                    row.getCreatedDate() == null ? 0 : row.getCreatedDate(),
                    row.getPriority(),
                    row.getCredentialData(),
                    row.getSecretData()))
        .toList();
  }

  public List<Link> links(Collection<String> userIds) {
    return em
        .createQuery(
            "select l from BrokerLinkEntity l"
                + " where l.realmId = :realmId and l.userId in :userIds",
            BrokerLinkEntity.class)
        .setParameter("realmId", realmId)
        .setParameter("userIds", userIds)
        .getResultList()
        .stream()
        .map(FederatedBelongings::link)
        .toList();
  }

  /** Links of anybody to these subjects, at whatever provider. */
  public List<Link> linksTo(Collection<String> providers, Collection<String> subjects) {
    return em
        .createQuery(
            "select l from BrokerLinkEntity l where l.realmId = :realmId"
                + " and l.identityProvider in :providers and l.brokerUserId in :subjects",
            BrokerLinkEntity.class)
        .setParameter("realmId", realmId)
        .setParameter("providers", providers)
        .setParameter("subjects", subjects)
        .getResultList()
        .stream()
        .map(FederatedBelongings::link)
        .toList();
  }

  private static Link link(BrokerLinkEntity row) {
    return new Link(row.getUserId(), row.getIdentityProvider(), row.getBrokerUserId());
  }

  /** Enters users into Keycloak's index of those of whom anything is kept. */
  public void enter(Collection<String> userIds) {
    em.unwrap(Session.class).setJdbcBatchSize(ROWS_A_STATEMENT);
    for (String userId : userIds) {
      FederatedUser user = new FederatedUser();
      user.setId(userId);
      user.setRealmId(realmId);
      user.setStorageProviderId(storage(userId));
      em.persist(user);
    }
  }

  public void add(Credential credential) {
    FederatedUserCredentialEntity row = new FederatedUserCredentialEntity();
    row.setId(credential.id());
    row.setUserId(credential.userId());
    row.setRealmId(realmId);
    row.setStorageProviderId(storage(credential.userId()));
    row.setType(credential.type());
    row.setUserLabel(credential.label());
    row.setCreatedDate(credential.created());
    row.setPriority(credential.priority());
    row.setCredentialData(credential.data());
    row.setSecretData(credential.secret());
    em.persist(row);
  }

  /** Gives the credential of the same id the data and the secret of this one. */
  public void overwrite(Credential credential) {
    FederatedUserCredentialEntity row =
        em.getReference(FederatedUserCredentialEntity.class, credential.id());
    row.setCredentialData(credential.data());
    row.setSecretData(credential.secret());
  }

  public void add(Link link) {
    BrokerLinkEntity row = new BrokerLinkEntity();
    row.setUserId(link.userId());
    row.setRealmId(realmId);
    row.setStorageProviderId(storage(link.userId()));
    row.setIdentityProvider(link.provider());
    row.setBrokerUserId(link.subject());
    row.setBrokerUserName(link.subject());
    em.persist(row);
  }

  private static String storage(String userId) {
    return new StorageId(userId).getProviderId();
  }
}
