package io.authservice.keycloak.persistence.keycloak;

import io.authservice.keycloak.persistence.bulk.JdbcBatches;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.storage.StorageId;

/**
 * Credentials and links to identity providers in Keycloak's federated storage, read and written for
 * many users at once. Users are named by Keycloak's ids.
 */
public final class FederatedBelongings {

  private static final String LINKS =
      "select user_id, identity_provider, broker_user_id from broker_link";

  private final JdbcBatches batches;
  private final String realmId;

  public FederatedBelongings(KeycloakSession session, String realmId) {
    this.batches =
        new JdbcBatches(
            session.getProvider(JpaConnectionProvider.class).getEntityManager(),
            new DatabaseFailures());
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
    return batches.among(
        "select id, user_id, type, user_label, created_date, priority, credential_data, secret_data"
            + " from fed_user_credential where realm_id = ? and user_id",
        userIds,
        row ->
            new Credential(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8)),
        realmId);
  }

  public List<Link> links(Collection<String> userIds) {
    return batches.among(
        LINKS + " where realm_id = ? and user_id", userIds, FederatedBelongings::link, realmId);
  }

  /** Links of anybody to these subjects at a provider. */
  public List<Link> linksTo(String provider, Collection<String> subjects) {
    return batches.among(
        LINKS + " where realm_id = ? and identity_provider = ? and broker_user_id",
        subjects,
        FederatedBelongings::link,
        realmId,
        provider);
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(row.getString(1), row.getString(2), row.getString(3));
  }

  /** Enters users into Keycloak's index of those of whom anything is kept. */
  public void enter(Collection<String> userIds) {
    batches.run(
        "insert into federated_user (id, realm_id, storage_provider_id) values (?, ?, ?)",
        List.copyOf(userIds),
        (userId, row) -> row.add(userId).add(realmId).add(storage(userId)));
  }

  public void addCredentials(List<Credential> credentials) {
    batches.run(
        "insert into fed_user_credential (id, user_id, realm_id, storage_provider_id, type,"
            + " user_label, created_date, priority, credential_data, secret_data)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        credentials,
        (credential, row) ->
            row.add(credential.id())
                .add(credential.userId())
                .add(realmId)
                .add(storage(credential.userId()))
                .add(credential.type())
                .add(credential.label())
                .add(credential.created())
                .add(credential.priority())
                .add(credential.data())
                .add(credential.secret()));
  }

  /** Gives the credentials of the same ids the data and the secrets of these. */
  public void overwrite(List<Credential> credentials) {
    batches.run(
        "update fed_user_credential set credential_data = ?, secret_data = ? where id = ?",
        credentials,
        (credential, row) ->
            row.add(credential.data()).add(credential.secret()).add(credential.id()));
  }

  public void addLinks(List<Link> links) {
    batches.run(
        "insert into broker_link (user_id, realm_id, storage_provider_id, identity_provider,"
            + " broker_user_id, broker_username) values (?, ?, ?, ?, ?, ?)",
        links,
        (link, row) ->
            row.add(link.userId())
                .add(realmId)
                .add(storage(link.userId()))
                .add(link.provider())
                .add(link.subject())
                .add(link.subject()));
  }

  private static String storage(String userId) {
    return new StorageId(userId).getProviderId();
  }
}
