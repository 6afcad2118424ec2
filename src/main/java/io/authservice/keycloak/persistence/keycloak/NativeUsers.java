package io.authservice.keycloak.persistence.keycloak;

import io.authservice.keycloak.account.LetterCase;
import io.authservice.keycloak.persistence.bulk.JdbcBatches;
import io.authservice.keycloak.persistence.failure.DatabaseFailures;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The users that Keycloak keeps itself, service accounts among them: one statement for many, where
 * Keycloak's own interface takes one for each.
 */
public final class NativeUsers {

  private final JdbcBatches batches;
  private final String realmId;

  public NativeUsers(KeycloakSession session, String realmId) {
    this.batches =
        new JdbcBatches(
            session.getProvider(JpaConnectionProvider.class).getEntityManager(),
            new DatabaseFailures());
    this.realmId = realmId;
  }

  /** Those of these names that are taken, as {@link LetterCase#ignored} writes them. */
  public Set<String> namesAmong(Collection<String> names) {
    return taken("username", names);
  }

  /** Those of these e-mails that are taken, as {@link LetterCase#ignored} writes them. */
  public Set<String> emailsAmong(Collection<String> emails) {
    return taken("email", emails);
  }

  private Set<String> taken(String column, Collection<String> texts) {
    Set<String> asked = texts.stream().map(LetterCase::ignored).collect(Collectors.toSet());
    List<String> found =
        batches.among(
            "select " + column + " from user_entity where realm_id = ? and " + column,
            asked,
            row -> row.getString(1),
            realmId);
    return found.stream()
        .map(LetterCase::ignored)
        .filter(asked::contains)
        .collect(Collectors.toSet());
  }
}
