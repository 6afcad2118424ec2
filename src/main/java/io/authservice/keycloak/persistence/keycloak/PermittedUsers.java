package io.authservice.keycloak.persistence.keycloak;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.AccountQuery.IdIn;
import io.authservice.keycloak.account.key.UserId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.authorization.fgap.evaluation.partial.PartialEvaluationContext;
import org.keycloak.authorization.fgap.evaluation.partial.PartialEvaluationStorageProvider;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.jpa.entity.FederatedUser;

/**
 * Whom the bearer finds: an administrator who may only ask for users ({@code query-users}) sees
 * those that the realm's permissions of administrators show it. Keycloak narrows its own queries
 * so; what it concludes from the permissions is asked of it, and put into ours.
 */
public final class PermittedUsers {

  private static final String ALL_USERS = AdminPermissionsSchema.USERS_RESOURCE_TYPE;
  private static final String ALL_GROUPS = AdminPermissionsSchema.GROUPS_RESOURCE_TYPE;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final FederatedRows federated;
  private final Function<String, Optional<UserId>> accountIds;

  /**
   * The permissions of one session.
   *
   * @param accountIds an account's id from Keycloak's; empty for users kept elsewhere
   */
  public PermittedUsers(
      KeycloakSession session,
      RealmModel realm,
      FederatedRows federated,
      Function<String, Optional<UserId>> accountIds) {
    this.session = session;
    this.realm = realm;
    this.federated = federated;
    this.accountIds = accountIds;
  }

  /** The query, narrowed to those the bearer may see; the same query if it may see all. */
  public AccountQuery narrowed(AccountQuery query) {
    Permissions permissions = new Permissions();
    EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    CriteriaBuilder builder = em.getCriteriaBuilder();
    CriteriaQuery<FederatedUser> unused = builder.createQuery(FederatedUser.class);
    AdminPermissionsSchema.SCHEMA.applyAuthorizationFilters(
        session,
        AdminPermissionsSchema.USERS,
        permissions,
        realm,
        builder,
        unused,
        unused.from(FederatedUser.class));
    PartialEvaluationContext found = permissions.found;
    return found == null ? query : query.and(shown(found)).and(notHidden(found));
  }

  /** As in Keycloak: users that are named, and members of groups whose members are shown. */
  private IdIn shown(PartialEvaluationContext permissions) {
    if (permissions.isResourceTypeAllowed()) {
      return all();
    }
    Set<UserId> ids = new HashSet<>(accounts(permissions.getAllowedResourceIds()));
    if (!permissions.deniedResources().contains(ALL_USERS)) {
      ids.addAll(members(permissions.getAllowedGroups()));
    }
    return new IdIn(ids, true);
  }

  private IdIn notHidden(PartialEvaluationContext permissions) {
    Set<UserId> ids = new HashSet<>();
    if (!permissions.deniedResources().contains(ALL_USERS)) {
      ids.addAll(accounts(permissions.deniedResources()));
    }
    ids.addAll(hiddenMembers(permissions));
    return new IdIn(ids, false);
  }

  private Set<UserId> hiddenMembers(PartialEvaluationContext permissions) {
    Set<String> hidden = permissions.getDeniedGroups();
    if (!hidden.contains(ALL_GROUPS) || !permissions.isResourceTypeAllowed()) {
      return members(permissions.getDeniedGroupIds());
    }
    Set<UserId> members = new HashSet<>(members(hidden));
    if (!permissions.getAllowedGroups().isEmpty()) {
      members.removeAll(members(permissions.getAllowedGroups()));
    } else if (permissions.getDeniedGroupIds().isEmpty()) {
      members.removeAll(accounts(permissions.getAllowedResourceIds()));
    }
    return members;
  }

  private Set<UserId> members(Set<String> groups) {
    if (groups.isEmpty()) {
      return Set.of();
    }
    return accounts(
        groups.contains(ALL_GROUPS) ? federated.membersOfAny() : federated.members(groups));
  }

  private Set<UserId> accounts(Collection<String> userIds) {
    return userIds.stream().map(accountIds).flatMap(Optional::stream).collect(Collectors.toSet());
  }

  private static IdIn all() {
    return new IdIn(Set.of(), false);
  }

  /** Is told what Keycloak concludes, and adds nothing to it. */
  private static final class Permissions implements PartialEvaluationStorageProvider {

    private @Nullable PartialEvaluationContext found;

    @Override
    public List<Predicate> getFilters(PartialEvaluationContext context) {
      // The first version of these permissions tells no type, and narrows by other means.
      found = context.getResourceType() == null ? null : context;
      return List.of();
    }

    @Override
    public List<Predicate> getNegateFilters(PartialEvaluationContext context) {
      return List.of();
    }
  }
}
