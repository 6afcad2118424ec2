package io.authservice.keycloak.persistence.keycloak;

import io.authservice.keycloak.account.LetterCase;
import jakarta.persistence.EntityManager;
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

  private final EntityManager em;
  private final String realmId;

  public NativeUsers(KeycloakSession session, String realmId) {
    this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
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
        asked.isEmpty()
            ? List.of()
            : em.createQuery(
                    "select u."
                        + column
                        + " from UserEntity u where u.realmId = :realm and u."
                        + column
                        + " in :texts",
                    String.class)
                .setParameter("realm", realmId)
                .setParameter("texts", asked)
                .getResultList();
    return found.stream()
        .map(LetterCase::ignored)
        .filter(asked::contains)
        .collect(Collectors.toSet());
  }
}
